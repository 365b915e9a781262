using System.Diagnostics;
using System.Globalization;

namespace AgentGateway.Benchmarks.Terminals;

/// <summary>
/// How long what is typed into one terminal takes to be seen in its output while others print as fast as they can: a
/// session of ours on either backend, and a pane of tmux alone. The first echoes are not counted: code that runs for the
/// first time is compiled then.
/// </summary>
internal static class EchoFigures
{
    private const int Printing = 20;
    private const int Echoes = 300;

    /// <summary>So many echoes before those that are counted.</summary>
    public const int Warming = 20;

    public static async Task PrintAsync(ScratchFolder folder)
    {
        Load? reference = null;
        if (TmuxReference.Find() is { } tmux)
            using (tmux)
                reference = await tmux.EchoAsync(Printing, Echoes);
        foreach (var backend in (string[])["pty", "tmux"])
        {
            if (backend == "tmux" && reference is null) continue;
            var ours = await OursAsync(folder, backend);
            var name = $"echo, {Printing} others run yes, {backend} / tmux";
            Figure.Print(name, ours.P50Milliseconds, "ms p50", reference?.P50Milliseconds);
            Figure.Print(name, ours.P99Milliseconds, "ms p99", reference?.P99Milliseconds);
        }
    }

    private static async Task<Load> OursAsync(ScratchFolder folder, string backend)
    {
        await using var gateway = await InnerGateway.StartAsync(folder, indexes: true);
        var sessions = new List<string>();
        for (var count = 0; count < Printing; count++) sessions.Add(await gateway.CreateAsync(backend, "yes"));
        var echoing = await gateway.CreateAsync(backend, "cat");
        var taken = new List<double>();
        for (var count = -Warming; count < Echoes; count++)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"echo{count};");
            var from = Stopwatch.GetTimestamp();
            await gateway.SendAsync(echoing, text, isLine: false);
            await gateway.SeenAsync(echoing, text);
            if (count >= 0) taken.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }

        foreach (var session in sessions.Append(echoing)) await gateway.RemoveAsync(session);
        return Load.Of(taken, TimeSpan.FromMilliseconds(taken.Sum()));
    }
}
