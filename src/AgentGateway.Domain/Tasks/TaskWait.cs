using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Tasks;

/// <summary>What a task waits for.</summary>
/// <param name="On">The approval or the question.</param>
/// <param name="Until">For <see cref="TaskWaitKind.Time"/>.</param>
/// <param name="Held">
/// Its run goes on by itself afterwards, and so its claim holds; otherwise it is claimed anew.
/// </param>
public sealed record TaskWait(
    TaskWaitKind For, PersonRequestId? On = null, DateTimeOffset? Until = null, bool Held = false);

/// <summary>New members go to the end: what is stored leaves the first one out.</summary>
public enum TaskWaitKind
{
    Dependency,
    Approval,
    Question,
    Time,
}
