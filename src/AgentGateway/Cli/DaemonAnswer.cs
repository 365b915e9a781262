namespace AgentGateway.Cli;

/// <summary>The answer to a call: its JSON as it came, for <c>--json</c>, and what it says.</summary>
internal sealed record DaemonAnswer<TView>(string Json, TView View);
