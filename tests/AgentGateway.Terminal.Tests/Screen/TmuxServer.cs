using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace AgentGateway.Terminal.Tests.Screen;

/// <summary>A tmux server of its own, which shows output in panes and tells what they look like.</summary>
internal sealed class TmuxServer : IAsyncDisposable
{
    private const string Done = "shown-to-its-end";
    private const int PanesAtOnce = 40;
    private static readonly TimeSpan Limit = Limits.Signal;
    private readonly string _folder = Directory.CreateTempSubdirectory("agw-tmux-").FullName;
    private readonly TimeProvider _time = TimeProvider.System;

    /// <summary>The version of the machine's tmux, or null where there is none.</summary>
    public static async Task<string?> VersionAsync()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("tmux", "-V") { RedirectStandardOutput = true })!;
            var version = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return version.Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    public async Task StartAsync()
    {
        await RunAsync("new-session", "-d", "-x", "80", "-y", "24", "cat", ";", "set", "-g", "status", "off", ";",
            "set", "-g", "history-limit", "2000", ";", "set", "-g", "remain-on-exit", "on");
    }

    public async Task<List<ShownScreen>> ShowAsync(IReadOnlyList<ScreenCase> cases)
    {
        var shown = new List<ShownScreen>();
        foreach (var some in cases.Chunk(PanesAtOnce))
            shown.AddRange(await ShowSomeAsync(some));
        return shown;
    }

    public async ValueTask DisposeAsync()
    {
        // A server that is gone already has its reason, and another assertion tells it.
        using var process = Process.Start(Command("kill-server"))!;
        await process.WaitForExitAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<IEnumerable<ShownScreen>> ShowSomeAsync(ScreenCase[] cases)
    {
        var open = new List<string>();
        for (var index = 0; index < cases.Length; index++)
        {
            var file = Path.Combine(_folder, $"{index}");
            // A sequence that was never finished is given up before the title tells that all has been shown.
            await File.WriteAllBytesAsync(
                file, [.. cases[index].Output, .. Encoding.ASCII.GetBytes($"\x18\e]2;{Done}\e\\")]);
            open.AddRange(["set", "default-size", $"{cases[index].Columns}x{cases[index].Rows}", ";"]);
            open.AddRange(
                ["new-window", "-d", "-P", "-F", "#{pane_id}", $"stty raw -opost -echo; cat '{file}'; exec cat", ";"]);
        }

        var panes = (await RunAsync([.. open])).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(cases.Length, panes.Length);
        var start = _time.GetTimestamp();
        while ((await RunAsync("list-panes", "-s", "-F", "#{pane_title}")).Split('\n')
            .Count(title => title == Done) < cases.Length)
            Assert.True(_time.GetElapsedTime(start) < Limit, "tmux did not show all output in time.");
        var resizes = panes.Zip(cases).SelectMany(pair => pair.Second.Resizes.SelectMany(size => new[]
        {
            "resize-window", "-t", pair.First, "-x", $"{size.Columns}", "-y", $"{size.Rows}", ";",
        })).ToArray();
        if (resizes.Length > 0)
            await RunAsync(resizes);
        const string Separator = "==== capture ====";
        var capture = panes.SelectMany(pane => new[]
        {
            "display", "-p", "-t", pane, Separator, ";",
            "display", "-p", "-t", pane, "#{cursor_x} #{cursor_y} #{alternate_on} #{history_size}", ";",
            "capture-pane", "-p", "-e", "-N", "-S", "-", "-t", pane, ";",
        });
        var captured = (await RunAsync([.. capture])).Split(Separator + "\n")[1..];
        await RunAsync([.. panes.SelectMany(pane => new[] { "kill-pane", "-t", pane, ";" })]);
        return captured.Select(Parse);
    }

    private static ShownScreen Parse(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var numbers = text[..end].Split(' ').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return new ShownScreen(numbers[0], numbers[1], numbers[2] == 1, numbers[3], text[(end + 1)..^1]);
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(Command(arguments))!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return output;
    }

    private ProcessStartInfo Command(params string[] arguments)
    {
        var start = new ProcessStartInfo("tmux")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(false),
        };
        foreach (var argument in (string[])["-S", Path.Combine(_folder, "socket"), "-f", "/dev/null", .. arguments])
            start.ArgumentList.Add(argument);
        start.Environment.Remove("TMUX");
        start.Environment["LC_ALL"] = "C.UTF-8";
        return start;
    }
}
