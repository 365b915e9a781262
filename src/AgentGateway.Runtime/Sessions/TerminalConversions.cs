using AgentGateway.Domain;
using AgentGateway.Domain.Sessions;
using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.ProcessSessions;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Converts values of the terminal library to values of the domain, and back.</summary>
internal static class TerminalConversions
{
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
