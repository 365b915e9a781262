using AgentGateway.Runtime.Principals;

namespace AgentGateway.Mcp.Protocol;

/// <summary>The limits and defaults of the MCP server. They suit one person's machine.</summary>
public sealed record McpFrontEndOptions
{
    /// <summary>The longest HTTP body and the longest line on a connection; a longer one is refused.</summary>
    public int MessageBytesMax { get; init; } = 4 * 1024 * 1024;

    /// <summary>Requests that one connection or session may have open at once.</summary>
    public int OpenRequestsPerConnectionMax { get; init; } = 256;

    /// <summary>How long open requests of a local client are worked on after it closed its side.</summary>
    public TimeSpan AnswerAfterInputMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// HTTP requests of the current revision, which has no sessions, that may be open at once, listening ones included.
    /// </summary>
    public int OpenHttpRequestsMax { get; init; } = 4096;

    /// <summary>Sessions of clients that speak a revision before 2026-07-28.</summary>
    public int SessionsMax { get; init; } = 512;

    /// <summary>How long such a session may be unused before it is forgotten.</summary>
    public TimeSpan SessionIdleMax { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>
    /// How much of its sent events a session keeps, so that a client can resume after it lost the connection.
    /// </summary>
    public int ReplayBytesPerSessionMax { get; init; } = 128 * 1024;

    /// <summary>Resources that one subscription may name.</summary>
    public int SubscribedResourcesMax { get; init; } = 1000;

    /// <summary>
    /// The interval of keep-alive comments on an open event stream; clients drop one that is silent for minutes.
    /// </summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>The interval that is suggested to clients for polling a task.</summary>
    public TimeSpan TaskPollInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Signs the state that clients carry between two calls. The daemon stores it, so that a retry survives a restart.
    /// </summary>
    public required ReadOnlyMemory<byte> RequestStateKey { get; init; }

    /// <summary>The toolsets of a connection that requests none.</summary>
    public string Toolsets { get; init; } = ToolSelection.Default;

    /// <summary>Serves the fixtures of the public conformance suite as well.</summary>
    public bool Conformance { get; init; }
}
