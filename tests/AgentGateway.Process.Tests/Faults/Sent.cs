namespace AgentGateway.Process.Tests.Faults;

/// <summary>A message that the daemon has acknowledged.</summary>
internal sealed record Sent(string Thread, string Message, string Turn, string Text);
