namespace AgentGateway.Domain.Threads;

/// <summary>
/// How a tool call ended. The order of the members must not change, because stored JSON leaves out the default.
/// </summary>
public enum ToolOutcomeKind
{
    Succeeded,

    /// <summary>The tool answered with an error, which the model sees.</summary>
    Failed,

    /// <summary>
    /// The daemon ended between start and result of a call that must not be repeated: it is unknown whether it took
    /// effect.
    /// </summary>
    Unknown,
}
