using AgentGateway.Terminal.Backends;

namespace AgentGateway.Benchmarks.Terminals;

/// <summary>Terminals as benchmarks need them.</summary>
internal static class Opened
{
    private static readonly Dictionary<string, string> Environment = new()
    {
        ["PATH"] = "/usr/local/bin:/usr/bin:/bin",
        ["TERM"] = "xterm-256color",
        ["LANG"] = "C.UTF-8",
    };

    private static int _last;

    public static async Task<ITerminal> StartAsync(ITerminalBackend backend, string program, params string[] arguments)
    {
        var request = new TerminalRequest
        {
            Name = $"bench{Interlocked.Increment(ref _last)}", Program =
                program, Arguments = arguments, Directory = "/", Environment = Environment,
        };
        return await backend.CreateAsync(request, CancellationToken.None) switch
        {
            TerminalOutcome.Ready ready => ready.Terminal,
            var refused => throw new InvalidOperationException(((TerminalOutcome.Refused)refused).Refusal.Message),
        };
    }
}
