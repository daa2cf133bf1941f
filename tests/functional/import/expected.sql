-- What the export itself says, worked out without Zamer: from the CSV files as sqlite3 reads them to one table of facts.
-- Run after `.import` of deals, calls and spend; all columns are texts then. docs/import.md has the decisions in words.

-- Seconds since 1970 of a wall time of Europe/Berlin; null for a text that is no time, or one that the clocks showed
-- twice or never.
create table changes(from_wall text, to_wall text, seconds_ahead integer);
insert into changes values
  ('2023-03-26T03:00', '2023-10-29T02:00', 7200),
  ('2023-10-29T03:00', '2024-03-31T02:00', 3600),
  ('2024-03-31T03:00', '2024-10-27T02:00', 7200),
  ('2024-10-27T03:00', '2025-03-30T02:00', 3600);

create table deal as
select d.*, coalesce(nullif(contact, ''), 'deal:' || deal) as person, substr(created_at, 1, 10) as day,
       strftime('%s', created_at) - c.seconds_ahead as utc
from deals d join changes c on created_at >= from_wall and created_at < to_wall
where strftime('%s', created_at) is not null and contact is not null
  and stage in ('New Lead', 'Lost', 'Call Delayed', 'Free Education', 'Need To Call', 'Need a consultation',
                'Need to Call - Sales', 'Qualificated', 'Registered on Offline Day', 'Registered on Webinar',
                'Test Sent', 'Waiting For Payment', 'Payment Done');

create index deal_by_person on deal(person);

-- One lead per person: the earliest deal is the arrival, of equals the one with the lower id as text.
create table lead as
select person, utc, day, substr(day, 1, 7) as month, source as channel
from (select *, row_number() over (partition by person order by utc, deal) as place from deal) where place = 1;
create unique index lead_by_person on lead(person);

-- The first outbound call at or after the arrival; what was planned and never made is no call.
create table attempt as
select l.person, l.month, l.channel, min(strftime('%s', started_at) - c.seconds_ahead) as utc,
       min(started_at) as wall, min(strftime('%s', started_at) - c.seconds_ahead) - l.utc as waited
from lead l join calls on contact = l.person join changes c on started_at >= from_wall and started_at < to_wall
where type = 'Outbound' and status not in ('Cancelled', 'Overdue', 'Scheduled') and duration_s not glob '*[^0-9]*'
  and strftime('%s', started_at) - c.seconds_ahead >= l.utc
group by l.person;

-- Amounts in cents; null for zero, for nothing, and for what is no amount.
create table amount as
select deal, column_name,
       nullif(case when plain <> '' and plain not glob '*[^0-9.]*' then cast(round(plain * 100) as integer) end, 0) as cents
from (select deal, column_name, case when raw like '€%'
               then replace(replace(replace(replace(raw, '€', ''), ' ', ''), '.', ''), ',', '.') else raw end as plain
      from (select deal, 'total' as column_name, offer_total_raw as raw from deals
            union all select deal, 'paid', initial_paid_raw from deals));

create table signed as
select d.deal, d.person, l.month, l.channel, t.cents as total, p.cents as paid,
       case when closed_on <> '' and closed_on >= d.day then substr(closed_on, 1, 10) end as sign_day
from deal d join lead l using (person)
     join amount t on t.deal = d.deal and t.column_name = 'total'
     join amount p on p.deal = d.deal and p.column_name = 'paid'
where stage = 'Payment Done';

create table first_signed as
select * from (select *, row_number() over (partition by person order by sign_day is null, sign_day, deal) as place
               from signed) where place = 1;

create table spent as
select substr(date, 1, 7) as month, source as channel, cast(round(spend * 100) as integer) as cents
from spend
where date(date) = date and source <> '' and spend <> '' and spend not glob '*[^0-9.]*';

-- One row for each thing that is counted. `event_month` is null where history does not know the day.
create table fact(kpi text, cohort_month text, event_month text, channel text, value integer);
insert into fact select 'leads', month, month, channel, 1 from lead;
insert into fact
select 'attempt', month, substr(wall, 1, 7), channel,
       case when waited < 3600 then waited                      -- durations are kept to 1 s below an hour,
            when waited < 5184000 then waited - waited % 60     -- to 1 min below 60 days,
            else waited - waited % 3600 end                     -- and to 1 h above
from attempt;
insert into fact select 'leads_with_contract', month, substr(sign_day, 1, 7), channel, 1 from first_signed;
insert into fact select 'contracts', month, substr(sign_day, 1, 7), channel, 1 from signed;
insert into fact select 'revenue', month, substr(sign_day, 1, 7), channel, total from signed where total is not null;
insert into fact select 'unpriced', month, substr(sign_day, 1, 7), channel, 1 from signed where total is null;
insert into fact select 'cash', month, null, channel, paid from signed where paid is not null;
insert into fact select 'spend', month, month, channel, cents from spent;

-- Lines of the files whose rows are not taken. A field may hold line ends, so lines are not row numbers.
create table numbered(file text, row integer, line_ends integer);
insert into numbered
select 'deals', rowid, length(coalesce(quality, '') || coalesce(lost_reason, ''))
                       - length(replace(coalesce(quality, '') || coalesce(lost_reason, ''), char(10), '')) from deals
union all select 'calls', rowid, 0 from calls
union all select 'spend', rowid, 0 from spend;

create table taken as
select 'deals' as file, d.rowid as row from deals d join deal using (deal)
union all
select 'calls', calls.rowid
from calls join lead on person = contact join changes on started_at >= from_wall and started_at < to_wall
where status not in ('Cancelled', 'Overdue', 'Scheduled') and type in ('Outbound', 'Inbound', 'Missed')
  and duration_s not glob '*[^0-9]*'
union all
select 'spend', rowid from spend
where date(date) = date and source <> '' and spend <> '' and spend not glob '*[^0-9.]*';

create index taken_by_row on taken(file, row);
create table rejected(file text, line integer);
insert into rejected
select file, line from (
  select file, row, 1 + row + coalesce(sum(line_ends) over (partition by file order by row
                                       rows between unbounded preceding and 1 preceding), 0) as line
  from numbered) as n
where not exists (select 1 from taken t where t.file = n.file and t.row = n.row);
-- What the lead service should say of discipline: where each lead stands and whose it is by the latest deal, and the
-- calls that came in.
create table call as
select contact as person, owner as employee, strftime('%s', started_at) - c.seconds_ahead as utc, type = 'Outbound' as outbound
from calls join changes c on started_at >= from_wall and started_at < to_wall
where contact in (select person from lead) and status not in ('Cancelled', 'Overdue', 'Scheduled')
  and duration_s not glob '*[^0-9]*';
create index call_by_person on call(person);

create table present as
select person, owner, stage <> 'Lost' and person not in (select person from signed) as open, utc as arrive from
  (select d.person, d.owner, d.stage, l.utc,
          row_number() over (partition by person order by d.utc desc, d.deal desc) as place
   from deal d join lead l using (person)) where place = 1;

create table last_attempt as select person, max(utc) as utc from call where outbound group by person;
create table last_call as select employee, max(utc) as utc from call group by employee;
create table discipline as
select (select count(*) from present where person not in (select person from last_attempt)) as never_called,
       (select count(*) from present where open) as open,
       (select count(*) from present p left join last_attempt a using (person)
        where open and coalesce(a.utc, 0) < (select max(utc) from call) - 14 * 86400) as stale,
       (select count(*) from last_call where utc < (select max(utc) from call) - 30 * 86400) as gone,
       (select count(*) from present p join last_call c on c.employee = p.owner
        where open and c.utc < (select max(utc) from call) - 30 * 86400) as of_gone,
       (select count(*) from present p join last_call c on c.employee = p.owner where p.arrive > c.utc) as after_last_call;
