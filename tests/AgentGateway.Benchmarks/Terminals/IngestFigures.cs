using System.Diagnostics;
using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Benchmarks.Terminals;

/// <summary>How fast output is taken: by nothing but a loop, into the ring, by a whole session, and by tmux.</summary>
internal static class IngestFigures
{
    private const int Rounds = 3;
    private const long RingBytes = 8 * 1024 * 1024;

    public static async Task PrintAsync(ScratchFolder folder, PrintedText text)
    {
        var (raw, reader) = await RawAsync(folder, text);
        Figure.Print($"terminal ingest: {reader}", raw / 1e6, "MB/s");
        await PrintAsync("ring", raw, () => RingAsync(folder, text));
        await PrintAsync("session without index", raw, () => SessionAsync(folder, text, "pty", indexes: false));
        await PrintAsync("session", raw, () => SessionAsync(folder, text, "pty", indexes: true));
        if (TmuxReference.Find() is not { } tmux) return;
        using (tmux)
            await PrintAsync(
                "tmux alone, detached", raw, async () => text.PrintedBytes / await tmux.PrintAsync(text.File));
        await PrintAsync("session in tmux", raw, () => SessionAsync(folder, text, "tmux", indexes: true));
    }

    /// <summary>Other work on the machine only ever makes a round slower, so the best one counts.</summary>
    private static async Task PrintAsync(string name, double raw, Func<Task<double>> measure)
    {
        var best = 0d;
        for (var round = 0; round < Rounds; round++) best = Math.Max(best, await measure());
        Figure.Print($"terminal ingest: {name}", best / 1e6, "MB/s", raw / 1e6);
    }

    private static async Task<(double PerSecond, string Name)> RawAsync(ScratchFolder folder, PrintedText text)
    {
        var best = await RawReader.MeasureAsync(folder, text.File);
        for (var round = 1; round < Rounds; round++)
            if (await RawReader.MeasureAsync(folder, text.File) is var next && next.PerSecond > best.PerSecond)
                best = next;
        return best;
    }

    private static async Task<double> RingAsync(ScratchFolder folder, PrintedText text)
    {
        await using var backend = new PtyBackend(TimeProvider.System);
        using var ring = OutputRing.Open(folder.File("ring"), RingBytes);
        var before = ring.End;
        var watch = Stopwatch.StartNew();
        await using var terminal = await Opened.StartAsync(backend, "cat", text.File);
        await new Recorder(terminal, ring, null, TimeProvider.System).RunAsync(null, CancellationToken.None);
        return (ring.End - before) / watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> SessionAsync(ScratchFolder folder, PrintedText text, string backend, bool indexes)
    {
        await using var gateway = await InnerGateway.StartAsync(folder, indexes);
        var session = await gateway.EndAsync(await gateway.CreateAsync(backend, "cat", text.File));
        if (session.OutputEnd != text.PrintedBytes)
            throw new InvalidDataException($"{session.OutputEnd} of {text.PrintedBytes} bytes came.");
        return session.OutputEnd / (session.EndedAt - session.StartedAt)!.Value.TotalSeconds;
    }
}
