namespace AgentGateway.Runtime.Skills;

/// <param name="Line">From 1, within the front matter.</param>
/// <param name="Reason">A sentence.</param>
public sealed record FrontMatterFault(int Line, string Reason);
