namespace AgentGateway.Runtime.Sessions;

/// <summary>What a session was started with, as far as a call that starts another one like it is judged by it.</summary>
/// <param name="Directory">Where it was started.</param>
/// <param name="Environment">The variables that it was given; <c>secret:NAME</c> stands for a stored secret.</param>
internal sealed record SessionPlan(
    SessionProgram Program,
    string Directory,
    SessionScripts Scripts,
    IReadOnlyDictionary<string, string> Environment)
{
    // The environment may hold secrets.
    public override string ToString() => nameof(SessionPlan);
}
