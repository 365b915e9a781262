using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>
/// Runs a program without a terminal to its end: with exactly the given environment and input, bounded output and a
/// time limit. When it is ended early, its descendants are ended too.
/// </summary>
internal static class ProgramRun
{
    /// <summary>What a program left running may hold its output open; it is not waited for longer than this.</summary>
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan PoliteLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PoliteStep = TimeSpan.FromMilliseconds(20);

    private const int BufferBytes = 16 * 1024;

    /// <exception cref="Win32Exception">There is no such program, or it cannot be started.</exception>
    public static async Task<ProgramEnd> RunAsync(
        ProgramCall call, TimeProvider time, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = StartInfo(call) };
        await ProgramStarter.StartAsync(process);
        using var full = new CancellationTokenSource();
        using var draining = new CancellationTokenSource();
        var piping = Task.WhenAll(
            DrainAsync(process.StandardOutput.BaseStream, call.Output, full, draining.Token),
            DrainAsync(process.StandardError.BaseStream, call.Error, full, draining.Token),
            FeedAsync(process, call.Input, draining.Token));
        using var limit = new CancellationTokenSource(call.Limit, time);
        using var early = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, full.Token, cancellationToken);
        try
        {
            await process.WaitForExitAsync(early.Token);
        }
        catch (OperationCanceledException)
        {
            await EndAsync(RunningProcess.TreeOf(process.Id), time, CancellationToken.None);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        try
        {
            await piping.WaitAsync(DrainLimit, time, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            // A program that was left in the background holds the pipes open; the output so far is the result.
        }

        await draining.CancelAsync();
        await piping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return new(
            process.ExitCode, limit.IsCancellationRequested && process.ExitCode != 0, full.IsCancellationRequested);
    }

    /// <summary>Asks those processes to end, and makes them end when they take too long.</summary>
    public static async Task EndAsync(
        IReadOnlyList<RunningProcess> processes, TimeProvider time, CancellationToken cancellationToken)
    {
        foreach (var process in processes) process.Ask();
        for (var waited = TimeSpan.Zero; waited < PoliteLimit
            && processes.Any(process => process.IsRunning()); waited += PoliteStep)
            await Task.Delay(PoliteStep, time, cancellationToken);
        foreach (var process in processes) process.End();
    }

    private static ProcessStartInfo StartInfo(ProgramCall call)
    {
        var start = new ProcessStartInfo(call.Program, call.Arguments)
        {
            WorkingDirectory = call.Directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        foreach (var (name, value) in call.Environment) start.Environment[name] = value;
        return start;
    }

    private static async Task DrainAsync(
        Stream stream, IOutputTarget target, CancellationTokenSource full, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            if (!target.Take(buffer.AsSpan(0, count)))
                await full.CancelAsync();
    }

    private static async Task FeedAsync(Process process, string? input, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = process.StandardInput.BaseStream;
            if (input is not null) await stream.WriteAsync(Encoding.UTF8.GetBytes(input), cancellationToken);
        }
        catch (IOException)
        {
            // The program ended or closed its input before it had read everything.
        }
    }
}

/// <param name="Limit">It is ended when it takes longer.</param>
/// <param name="Input">What it can read; null for nothing.</param>
internal sealed record ProgramCall(
    string Program,
    IReadOnlyList<string> Arguments,
    string Directory,
    IReadOnlyDictionary<string, string> Environment,
    TimeSpan Limit,
    IOutputTarget Output,
    IOutputTarget Error,
    string? Input = null);

/// <param name="IsLate">It was ended because its time was over.</param>
/// <param name="IsFull">It was ended because it printed more than was wanted.</param>
internal sealed record ProgramEnd(int ExitCode, bool IsLate, bool IsFull);
