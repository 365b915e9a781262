namespace AgentGateway.Runtime.Views;

/// <summary>What the sandboxes of one workspace used of one host, over all runs.</summary>
/// <param name="Workspace">Its directory; empty for runs without one.</param>
/// <param name="Host">Host and port.</param>
/// <param name="Refused">Connections that were not allowed or not possible.</param>
public sealed record EgressHostView(
    string Workspace,
    string Host,
    long Connections,
    long Refused,
    long BytesOut,
    long BytesIn,
    DateTimeOffset LastAt);

/// <summary>The latest first.</summary>
public sealed record EgressListView(IReadOnlyList<EgressHostView> Hosts);
