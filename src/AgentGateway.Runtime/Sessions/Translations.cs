using AgentGateway.Domain;
using AgentGateway.Domain.Sessions;
using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.ProcessSessions;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Between the words of the terminal library and those of the domain, one to one.</summary>
internal static class Translations
{
    public static Rejection ToRejection(this Refusal refusal) => new(refusal.Code, refusal.Message, refusal.Hint);

    /// <summary>Sessions have always stored a hint, an empty one where there is nothing to do.</summary>
    public static Failure ToFailure(
        this Rejection rejection) => Failure.Of(rejection) with { Hint = rejection.Hint ?? "" };

    public static SessionExit ToExit(this TerminalExit exit) =>
        new(exit.Code, exit.Signal, exit.Unknown, [.. exit.Left]);

    public static SessionChild ToChild(
        this ChildIdentity child, string mark) => new(child.ProcessId, child.StartTicks, child.BootId, mark);

    public static ChildIdentity ToIdentity(
        this SessionChild child) => new(child.ProcessId, child.StartTicks, child.BootId, child.Mark);
}
