using AgentGateway.Domain;
using AgentGateway.Domain.Sessions;
using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.Posix;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Between the words of the terminal library and those of the domain, one to one.</summary>
internal static class Translations
{
    public static Rejection ToRejection(this Refusal refusal) => new(refusal.Code, refusal.Message, refusal.Hint);

    public static Rejection ToRejection(this SessionFailure failure) => new(failure.Code, failure.Message, failure.Hint);

    public static SessionFailure ToFailure(this Rejection rejection) => new(rejection.Code, rejection.Message, rejection.Hint ?? "");

    public static SessionExit ToExit(this TerminalExit exit) => new(exit.Code, exit.Signal, exit.Unknown, [.. exit.Left]);

    public static SessionChild ToChild(this ChildIdentity child, string mark) => new(child.ProcessId, child.StartTicks, child.BootId, mark);

    public static ChildIdentity ToIdentity(this SessionChild child) => new(child.ProcessId, child.StartTicks, child.BootId, child.Mark);
}
