#include "services/contract/emit.h"

#include "services/common/events/meta.h"

namespace zamer::contract {

void Emit(store::Transaction& tx, const rpc::Call& call, IdSource& ids, v1::ContractEvent event,
          const Subject& subject) {
  *event.mutable_meta() = events::MakeMeta(events::CauseOf(call), ids, subject.name, subject.version,
                                           subject.occurred.value_or(call.now()));
  if (!subject.occurred) event.mutable_meta()->clear_occurred_time();
  tx.Emit(event);
}

}  // namespace zamer::contract
