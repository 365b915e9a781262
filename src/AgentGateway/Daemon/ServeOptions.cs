namespace AgentGateway.Daemon;

/// <summary>How <c>agw serve</c> was called.</summary>
/// <param name="Url">Where to listen; null for what the settings say, else the default.</param>
/// <param name="Conformance">Serves the fixtures of the MCP conformance suite too, and lets it in without a token.</param>
/// <param name="AllowRemote">Whether an address beyond loopback may be bound.</param>
/// <param name="ReportFile">The pipe to the bridge that started this daemon in the background; null in the foreground.</param>
internal sealed record ServeOptions(DataDirectory Data, string? Url, bool Conformance, bool AllowRemote, int? ReportFile)
{
    public bool IsBackground => ReportFile is not null;
}
