using System.Diagnostics;
using System.Text;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Terminal.Backends;

namespace AgentGateway.Runtime.Tests.Sessions;

/// <summary>A shell in a terminal of its own, to which lines are typed.</summary>
internal sealed class TypedShell : IAsyncDisposable
{
    private static readonly TimeSpan Limit = Limits.Signal;

    private static readonly Dictionary<string, string> Environment =
        new() { ["PATH"] = "/usr/local/bin:/usr/bin:/bin", ["TERM"] = "xterm-256color", ["LANG"] = "C.UTF-8",
            ["PS1"] = "$ ", ["HOME"] = "/" };

    private readonly ITerminalBackend _backend;
    private readonly ITerminal _terminal;
    private readonly ShellLineReader _shell;
    private readonly MemoryStream _output = new();

    private TypedShell(
        ITerminalBackend backend, ITerminal terminal, ShellLineReader shell) =>
            (_backend, _terminal, _shell) = (backend, terminal, shell);

    /// <summary>Skips the test where the shell is not installed.</summary>
    public static async Task<TypedShell> StartAsync(string shell)
    {
        if (!Environment["PATH"].Split(':').Any(directory => File.Exists(Path.Combine(directory, shell))))
            Assert.Skip($"{shell} is not installed.");
        string[] args = shell is "bash" ? ["--norc"] : shell is "zsh" ? ["-f"] : shell is "fish" ? ["--no-config"] : [];
        var backend = new PtyBackend(TimeProvider.System);
        var outcome = await backend.CreateAsync(
            new() { Name = "typed", Program = shell, Arguments = args, Directory = "/",
                Environment = Environment }, TestContext.Current.CancellationToken);
        var typed = new TypedShell(
            backend, Assert.IsType<TerminalOutcome.Ready>(outcome).Terminal, ShellLineReader.Of(shell, args)!);
        await typed.ReadAsync(bytes => bytes.Length > 0);
        return typed;
    }

    /// <summary>
    /// The same text as a script that the shell evaluates without a terminal, its complaints and its output in one.
    /// </summary>
    public static async Task<(string Output, int ExitCode)> ScriptAsync(string shell, string text)
    {
        var start = new ProcessStartInfo(shell) { RedirectStandardOutput = true, WorkingDirectory = "/" };
        start.Environment.Clear();
        foreach (var (name, value) in Environment) start.Environment.Add(name, value);
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(shell is "fish" ? "eval $argv[1] 2>&1" : "exec 2>&1\neval \"$1\"");
        if (shell is not "fish") start.ArgumentList.Add(shell);
        start.ArgumentList.Add(text);
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (output, process.ExitCode);
    }

    public Task TypeAsync(string text) =>
        _terminal.WriteAsync(Encoding.ASCII.GetBytes(text), null, TestContext.Current.CancellationToken);

    /// <summary>What the command printed between its markers, lines ended as in a file.</summary>
    public async Task<(string Output, int ExitCode)> RunAsync(CommandId id, string text)
    {
        var markers = new ShellLineMarkers(id);
        var seen = (int)_output.Length;
        // A long line is echoed while it is typed, and the terminal takes no more of it until the echo is read.
        var typing = _terminal.WriteAsync(
            ShellLine.Typed(_shell, id, text), null, TestContext.Current.CancellationToken);
        await ReadAsync(all =>
        {
            var isEnd = markers.Feed(all[seen..], seen);
            seen = all.Length;
            return isEnd;
        });
        await typing;
        var output = _output.ToArray().AsSpan((int)markers.From!.Value, (int)(markers.To!.Value - markers.From.Value));
        return (Encoding.UTF8.GetString(output).ReplaceLineEndings("\n"), markers.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        await _terminal.DisposeAsync();
        await _backend.DisposeAsync();
    }

    private async Task ReadAsync(Seen isEnough)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        var buffer = new byte[64 * 1024];
        do
        {
            int count;
            try
            {
                count = await _terminal.ReadAsync(buffer, limit.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"Nothing more came after: {Encoding.UTF8.GetString(_output.ToArray())}");
            }

            if (count == 0)
                throw new EndOfStreamException($"The shell ended after: {Encoding.UTF8.GetString(_output.ToArray())}");
            _output.Write(buffer, 0, count);
        }
        while (!isEnough(_output.GetBuffer().AsSpan(0, (int)_output.Length)));
    }

    private delegate bool Seen(ReadOnlySpan<byte> all);
}
