#include <absl/time/time.h>

#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "services/common/security/development_token.h"
#include "services/common/time/clock.h"
#include "services/zamerctl/commands/commands.h"

namespace zamer::ctl {
namespace {

struct TokenOptions {
  std::string subject;
  std::string department;
  std::vector<std::string> roles;
  int hours = 12;
};

int PrintToken(const TokenOptions& options) {
  std::vector<type::v1::Role> roles;
  for (const std::string& name : options.roles) {
    type::v1::Role role = type::v1::ROLE_UNSPECIFIED;
    if (!type::v1::Role_Parse(name, &role) || role == type::v1::ROLE_UNSPECIFIED) {
      return Fail(absl::InvalidArgumentError(
          "--role must be one of LEAD_MANAGER, OFFICE_MANAGER, DESIGNER, "
          "TECHNICAL_EXPERT, CONSTRUCTOR, MARKETER, SALES_HEAD, SERVICE, OPERATOR, DISPLAY"));
    }
    roles.push_back(role);
  }
  std::string subject = options.subject;
  if (subject.find('/') == std::string::npos && options.department != "*") {
    subject = "departments/" + options.department + "/employees/" + subject;
  }
  const SystemClock clock;
  std::cout << security::MintDevelopmentToken(clock, subject, options.department, roles, absl::Hours(options.hours))
            << "\n";
  return 0;
}

}  // namespace

void AddToken(CLI::App& app, int& exit_code) {
  CLI::App* const command =
      app.add_subcommand("token", "Prints a token signed with the development key, which production does not believe.");
  const auto options = std::make_shared<TokenOptions>();
  command->add_option("--subject", options->subject, "Id of an employee, or a whole name such as services/demo")
      ->required();
  command->add_option("--department", options->department, "Id of the department, or * for all")->required();
  command->add_option("--role", options->roles, "A role such as LEAD_MANAGER; may be given again")->required();
  command->add_option("--hours", options->hours, "How long it is good")
      ->check(CLI::Range(1, 24 * 30))
      ->capture_default_str();
  command->callback([options, &exit_code] { exit_code = PrintToken(*options); });
}

}  // namespace zamer::ctl
