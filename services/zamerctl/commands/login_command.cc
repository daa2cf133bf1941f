#include <iostream>
#include <memory>
#include <string>

#include "services/common/names/names.h"
#include "services/common/status/macros.h"
#include "services/zamerctl/commands/commands.h"
#include "services/zamerctl/text/secret_input.h"
#include "zamer/gateway/v1/access_service.grpc.pb.h"

namespace zamer::ctl {
namespace {

using gateway::v1::AccessService;

struct LoginOptions {
  std::string department;
  std::string employee;
  std::string login;
  std::string password_file;
  bool without_password = false;

  std::string employee_name() const { return Child(DepartmentNameOf(department), "employees", employee); }
};

absl::Status SetLogin(const Settings& settings, const LoginOptions& options) {
  Session session(settings);
  gateway::v1::SetLoginRequest request;
  request.set_employee(options.employee_name());
  request.set_login(options.login);
  request.set_request_id(session.NewRequestId());
  if (!options.without_password) {
    ZAMER_ASSIGN_OR_RETURN(*request.mutable_password(), ReadSecret(options.password_file, "Password"));
  }
  const auto stub = AccessService::NewStub(session.ChannelTo("gateway"));
  ZAMER_RETURN_IF_ERROR(session.Ask(*stub, &AccessService::Stub::SetLogin, request));
  std::cout << request.employee() << " may sign in now\n";
  return absl::OkStatus();
}

absl::Status RemoveLogin(const Settings& settings, const LoginOptions& options) {
  Session session(settings);
  gateway::v1::RemoveLoginRequest request;
  request.set_employee(options.employee_name());
  request.set_request_id(session.NewRequestId());
  const auto stub = AccessService::NewStub(session.ChannelTo("gateway"));
  ZAMER_RETURN_IF_ERROR(session.Ask(*stub, &AccessService::Stub::RemoveLogin, request));
  std::cout << request.employee() << " can no longer sign in\n";
  return absl::OkStatus();
}

void DeclareEmployee(CLI::App& command, LoginOptions& options) {
  command.add_option("--department", options.department, "Id of the department")->required();
  command.add_option("--employee", options.employee, "Id of the employee")->required();
}

}  // namespace

void AddLogin(CLI::App& app, const Settings& settings, int& exit_code) {
  CLI::App* const command = app.add_subcommand("login", "Lets an employee sign in at the edge, or no longer.");
  command->require_subcommand(1);
  const auto options = std::make_shared<LoginOptions>();

  CLI::App* const set = command->add_subcommand("set", "Gives a login; the password is read from standard input.");
  DeclareEmployee(*set, *options);
  set->add_option("--login", options->login, "What the employee will type")->required();
  CLI::Option* const file =
      set->add_option("--password-file", options->password_file, "Read the password from this file")
          ->check(CLI::ExistingFile);
  set->add_flag("--without-password", options->without_password, "Only an identity provider signs the employee in")
      ->excludes(file);
  set->callback([options, &settings, &exit_code] {
    const absl::Status done = SetLogin(settings, *options);
    exit_code = done.ok() ? 0 : Fail(done);
  });

  CLI::App* const remove = command->add_subcommand("remove", "Takes the login away and ends all sessions.");
  DeclareEmployee(*remove, *options);
  remove->callback([options, &settings, &exit_code] {
    const absl::Status done = RemoveLogin(settings, *options);
    exit_code = done.ok() ? 0 : Fail(done);
  });
}

}  // namespace zamer::ctl
