namespace AgentGateway.Settings;

/// <summary>The settings <c>Http</c>.</summary>
internal sealed class HttpOptions
{
    public const string DefaultUrl = "http://127.0.0.1:7171";

    /// <summary>Where to listen: an IP address or localhost, and a port; port 0 takes a free one.</summary>
    public string? Url { get; set; }

    /// <summary>
    /// Host names beyond those of loopback and of <see cref="Url"/> under which the daemon may be addressed.
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; set; } = [];

    /// <summary>Web pages that may call the daemon, as origins: <c>https://console.example</c>.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; set; } = [];

    public int BodyBytesMax { get; set; } = 4 * 1024 * 1024;

    public int ConnectionsMax { get; set; } = 4_096;

    /// <summary>Connections of one address at one time; all programs of this machine share one.</summary>
    public int ConnectionsPerPeerMax { get; set; } = 2_048;

    public int HeaderSecondsMax { get; set; } = 10;

    /// <summary>
    /// A client that sends or takes fewer bytes a second than this, after five seconds' grace, is let go.
    /// </summary>
    public int BytesPerSecondMin { get; set; } = 240;

    /// <summary>How often a stream without events says that it is alive.</summary>
    public int HeartbeatSeconds { get; set; } = 15;
}
