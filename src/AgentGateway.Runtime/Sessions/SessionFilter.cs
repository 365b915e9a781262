using AgentGateway.Domain;
using AgentGateway.Domain.Sessions;
using AgentGateway.Terminal.Status;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Which sessions a list or a search is about. What is null is not looked at.</summary>
/// <param name="Agent">The id of the agent that the session belongs to.</param>
/// <param name="Workspace">The name of the workspace that it was started in.</param>
/// <param name="State">A state such as running or failed; <c>ended</c> stands for each state after the end.</param>
/// <param name="Status">What the program is doing, such as idle.</param>
public sealed record SessionFilter(
    string? Agent = null,
    string? ThreadId = null,
    string? Workspace = null,
    string? State = null,
    string? Status = null)
{
    /// <summary>Any session that has ended.</summary>
    public const string Ended = "ended";

    internal static readonly string[] States =
        [.. Enum.GetValues<SessionLifecycle>().Select(WordOf), Ended];

    /// <summary>Whether every session is meant.</summary>
    internal bool IsEmpty => this == new SessionFilter();

    internal static string WordOf(SessionLifecycle lifecycle) => lifecycle.ToString().ToLowerInvariant();

    /// <summary>Refuses a state or a status that no session can have.</summary>
    internal Rejection? Check() =>
        (State is null ? null : SessionArguments.OneOf(State, "", "state", States).Rejection)
        ?? (Status is null
            ? null
            : SessionArguments.OneOf(Status, "", "status", [.. StatusNames.All]).Rejection);

    /// <param name="status">Finds out what the program is doing; asked only where that matters.</param>
    internal bool Fits(TerminalSession session, Func<TerminalSession, string> status) =>
        (Agent is null || session.Agent == Agent)
        && (ThreadId is null || session.Thread?.Value == ThreadId)
        && (Workspace is null || session.Spec!.Workspace == Workspace)
        && (State is null || (State == Ended ? session.HasEnded : WordOf(session.Lifecycle) == State))
        && (Status is null || status(session) == Status);
}
