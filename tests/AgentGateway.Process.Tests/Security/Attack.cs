namespace AgentGateway.Process.Tests.Security;

/// <summary>One line that attacks.</summary>
/// <param name="Runs">Whether it runs the workspace's file <c>p</c>, which tries everything, in some spelling.</param>
internal sealed record Attack(int Number, string Line, bool Runs);
