using AgentGateway.Runtime.Principals;

namespace AgentGateway.Mcp;

/// <summary>What the MCP door permits its clients. The defaults suit one person's machine.</summary>
public sealed record McpDoorOptions
{
    /// <summary>The longest HTTP body and the longest line on a connection; a longer one is refused.</summary>
    public int MessageBytesMax { get; init; } = 4 * 1024 * 1024;

    /// <summary>Requests that one connection or session may have open at once.</summary>
    public int OpenRequestsPerLinkMax { get; init; } = 256;

    /// <summary>How long what a local client had asked for is still worked on after it closed its side.</summary>
    public TimeSpan AnswerAfterInputMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// HTTP requests of the current revision, which has no sessions, that may be open at once, listening ones included.
    /// </summary>
    public int OpenHttpRequestsMax { get; init; } = 4096;

    /// <summary>Sessions of clients that speak a revision before 2026-07-28.</summary>
    public int SessionsMax { get; init; } = 512;

    /// <summary>How long such a session may be unused before it is forgotten.</summary>
    public TimeSpan SessionIdleMax { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>What one session keeps of what it sent, so that a client that lost the connection can go on.</summary>
    public int ReplayBytesPerSessionMax { get; init; } = 128 * 1024;

    /// <summary>Resources that one subscription may name.</summary>
    public int SubscribedResourcesMax { get; init; } = 1000;

    /// <summary>
    /// How often an open event stream says that it is alive; clients give up on one that is silent for minutes.
    /// </summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>How often a client is asked to look at a task that it follows by polling.</summary>
    public TimeSpan TaskPollInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Signs what clients carry for us between two calls; kept by the daemon, so that a retry survives its restart.
    /// </summary>
    public required ReadOnlyMemory<byte> RequestStateKey { get; init; }

    /// <summary>The toolsets that a connection lists which asks for none.</summary>
    public string Toolsets { get; init; } = ToolSelection.Default;

    /// <summary>Serves the fixtures of the public conformance suite as well.</summary>
    public bool Conformance { get; init; }
}
