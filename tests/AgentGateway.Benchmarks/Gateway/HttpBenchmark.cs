using System.Diagnostics;

namespace AgentGateway.Benchmarks.Gateway;

/// <summary>
/// Sixteen clients over HTTP in the current revision: a cheap read, and a durable message with the agent's answer
/// behind it. Argument: <c>tools</c>, <c>alone</c>, <c>meanwhile</c> or <c>answer</c> for one of the figures.
/// </summary>
internal static class HttpBenchmark
{
    private const int Connections = 16;
    private static readonly TimeSpan Warmth = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(8);

    public static async Task RunAsync(string[] arguments)
    {
        // Producers block on their sockets, so each needs a thread of the pool at once.
        ThreadPool.SetMinThreads(Connections * 2, Connections);
        using var daemon = DaemonProcess.Start();
        bool Wanted(string figure) => arguments.Length == 0 || arguments[0] == figure;
        if (Wanted("tools")) await ToolsAsync(daemon);
        if (Wanted("alone")) await SendAsync("http thread_send alone, 16 connections", () => new AloneSender(daemon));
        if (Wanted("meanwhile"))
            await SendAsync(
                "http thread_send, answered meanwhile, 16 threads", () => new MessageSender(daemon, wait: 0));
        if (Wanted("answer"))
            await SendAsync("http thread_send with its answer, 16 threads", () => new MessageSender(daemon, wait: 25));
    }

    private static async Task ToolsAsync(DaemonProcess daemon)
    {
        var reference = await ReferenceAsync();
        var ours = await ReadAsync(daemon.Url, "/mcp", daemon.Token);
        Figure.Print(
            "http tools/call, 16 connections / TypeScript SDK", ours.PerSecond, "calls/s", reference?.PerSecond);
        Figure.Print(
            "http tools/call, 16 connections / TypeScript SDK",
            ours.P99Milliseconds,
            "ms p99",
            reference?.P99Milliseconds);
    }

    private static async Task<Load?> ReferenceAsync()
    {
        if (Programs.TypeScriptServer("http") is not { } start) return null;
        using var server = Process.Start(start)!;
        try
        {
            return await ReadAsync(new(server.StandardOutput.ReadLine()!), "/", "none");
        }
        finally
        {
            server.Kill();
        }
    }

    private static async Task<Load> ReadAsync(Uri server, string path, string token)
    {
        var request = ToolCall.Request(server, path, token, "agent_list", "{}");
        var connections = Enumerable.Range(0, Connections).Select(_ => new HttpConnection(server)).ToList();
        Task Once(int producer)
        {
            connections[producer].Exchange(request);
            return Task.CompletedTask;
        }

        await Load.MeasureAsync(Connections, Warmth, Once);
        var load = await Load.MeasureAsync(Connections, Duration, Once);
        connections.ForEach(connection => connection.Dispose());
        return load;
    }

    private static async Task SendAsync(string name, Func<ISender> connect)
    {
        var senders = Enumerable.Range(0, Connections).Select(_ => connect()).ToList();
        Task Once(int producer)
        {
            senders[producer].Send();
            return Task.CompletedTask;
        }

        await Load.MeasureAsync(Connections, Warmth, Once);
        var load = await Load.MeasureAsync(Connections, Duration, Once);
        senders.ForEach(sender => sender.Dispose());
        Figure.Print(name, load.PerSecond, "sends/s");
        Figure.Print(name, load.P50Milliseconds, "ms p50");
        Figure.Print(name, load.P99Milliseconds, "ms p99");
    }
}
