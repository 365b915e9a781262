using System.Diagnostics;
using System.Globalization;
using AgentGateway.Terminal.Tmux;

namespace AgentGateway.Benchmarks.Terminals;

/// <summary>
/// What tmux does, on a server of its own: how fast it takes output of a detached session, and how fast it tells what a
/// pane shows.
/// </summary>
internal sealed class TmuxReference : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly string _program;

    private TmuxReference(string program) => _program = program;

    /// <summary>Null where tmux is not installed.</summary>
    public static TmuxReference? Find() =>
        TmuxOptions.FindProgram(Environment.GetEnvironmentVariable("PATH")) is { } program ? new(program) : null;

    /// <summary>Seconds until a program has printed a file into a detached pane.</summary>
    public async Task<double> PrintAsync(string file)
    {
        var watch = Stopwatch.StartNew();
        await RunAsync(
            "new-session",
            "-d",
            "-s",
            "print",
            "-x",
            "80",
            "-y",
            "24",
            $"cat '{file}'; {_program} -S {_folder.File("tmux")} wait-for -S printed");
        await RunAsync("wait-for", "printed");
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>
    /// Opens so many panes that show text and do nothing more; measures <c>capture-pane</c> over one control client.
    /// </summary>
    public async Task<Load> CaptureAsync(int panes, int captures, string file)
    {
        for (var pane = 0; pane < panes; pane++)
            await RunAsync(
                "new-session", "-d", "-s", $"pane{pane}", "-x", "80", "-y", "24", $"head -n 20 '{file}'; sleep 600");
        await Task.Delay(TimeSpan.FromSeconds(2));
        using var client = Client("pane0");
        List<double> taken = [];
        await AnswerAsync(client);
        for (var count = 0; count < captures; count++)
        {
            var from = Stopwatch.GetTimestamp();
            await client.StandardInput.WriteAsync(
                string.Create(CultureInfo.InvariantCulture, $"capture-pane -p -t =pane{count % panes}:\n"));
            await client.StandardInput.FlushAsync();
            await AnswerAsync(client);
            taken.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }

        client.StandardInput.Close();
        await client.WaitForExitAsync();
        return Load.Of(taken, TimeSpan.FromMilliseconds(taken.Sum()));
    }

    /// <summary>
    /// Opens so many panes that print without end, and measures how long what is typed into another one takes to come
    /// out of its pipe.
    /// </summary>
    public async Task<Load> EchoAsync(int printing, int echoes)
    {
        for (var pane = 0; pane < printing; pane++)
            await RunAsync("new-session", "-d", "-s", $"pane{pane}", "-x", "80", "-y", "24", "yes");
        await RunAsync("new-session", "-d", "-s", "echo", "-x", "80", "-y", "24", "cat");
        await RunAsync("new-session", "-d", "-s", "hub", "-x", "80", "-y", "24", "cat");
        var pipe = _folder.File("echoed");
        using (var make = Process.Start("mkfifo", [pipe])) await make.WaitForExitAsync();
        var opening = Task.Run(() => new StreamReader(pipe));
        await RunAsync("pipe-pane", "-t", "=echo:", $"exec cat > '{pipe}'");
        using var echoed = await opening;
        using var client = Client("hub");
        await AnswerAsync(client);
        // tmux must never wait for its answers to be read.
        var answers = client.StandardOutput.ReadToEndAsync();
        List<double> taken = [];
        var buffer = new char[4096];
        for (var count = -EchoFigures.Warming; count < echoes; count++)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"echo{count};");
            var from = Stopwatch.GetTimestamp();
            await client.StandardInput.WriteAsync($"send-keys -t =echo: -l '{text}'\n");
            await client.StandardInput.FlushAsync();
            for (var seen = ""; !seen.Contains(text, StringComparison.Ordinal);)
                seen += new string(buffer, 0, await echoed.ReadAsync(buffer));
            if (count >= 0) taken.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }

        client.StandardInput.Close();
        await answers;
        await client.WaitForExitAsync();
        return Load.Of(taken, TimeSpan.FromMilliseconds(taken.Sum()));
    }

    /// <summary>Seconds until so many sessions are opened, and until they are removed, by commands one after the other.</summary>
    public async Task<(double Open, double Remove)> OpenAndRemoveAsync(int sessions)
    {
        await RunAsync("new-session", "-d", "-s", "hub", "-x", "80", "-y", "24", "cat");
        var watch = Stopwatch.StartNew();
        for (var session = 0; session < sessions; session++)
            await RunAsync("new-session", "-d", "-s", $"s{session}", "-x", "80", "-y", "24", "cat");
        var opened = watch.Elapsed.TotalSeconds;
        watch.Restart();
        for (var session = 0; session < sessions; session++) await RunAsync("kill-session", "-t", $"=s{session}");
        return (opened, watch.Elapsed.TotalSeconds);
    }

    public void Dispose()
    {
        RunAsync("kill-server").Wait();
        _folder.Dispose();
    }

    /// <summary>A control client that is attached to a session.</summary>
    private Process Client(string session) => Process.Start(
        new ProcessStartInfo(_program, ["-S", _folder.File("tmux"), "-C", "attach", "-t", session])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;

    private static async Task AnswerAsync(Process client)
    {
        while (await client.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("%end", StringComparison.Ordinal)) return;
            if (line.StartsWith("%error", StringComparison.Ordinal))
                throw new InvalidOperationException("tmux said no.");
        }
    }

    private async Task RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(
            _program, ["-S", _folder.File("tmux"), "-f", "/dev/null", .. arguments]) { RedirectStandardError = true };
        start.Environment.Remove("TMUX");
        using var process = Process.Start(start)!;
        await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
    }
}
