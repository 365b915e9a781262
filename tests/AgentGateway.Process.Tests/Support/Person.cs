using System.Text;
using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.ProcessSessions;
using AgentGateway.Terminal.Screen;

namespace AgentGateway.Process.Tests.Support;

/// <summary>
/// A person at a terminal of their own, in which a program of ours runs: types, resizes, and reads the screen.
/// </summary>
internal sealed class Person : IAsyncDisposable
{
    private static int _count;

    private readonly PtyBackend _backend = new(TimeProvider.System);
    private readonly TerminalScreen _screen;
    private readonly StringBuilder _raw = new();
    private readonly Lock _gate = new();
    private ITerminal? _terminal;
    private TaskCompletionSource _changed = New();
    private Task _reading = Task.CompletedTask;

    private TaskCompletionSource _looks = Looking();

    private Person(int columns, int rows) => _screen = new(columns, rows);

    /// <summary>The text of the screen as it is now.</summary>
    public string Screen
    {
        get
        {
            lock (_gate) return _screen.RenderText();
        }
    }

    public bool IsOnAlternateScreen
    {
        get
        {
            lock (_gate) return _screen.AlternateScreen;
        }
    }

    /// <summary>Everything that the terminal was ever sent, byte for byte.</summary>
    public string Raw
    {
        get
        {
            lock (_gate) return _raw.ToString();
        }
    }

    public bool HasLeft => _terminal!.Exited.IsCompleted;

    public int Pid => _terminal!.Child.ProcessId;

    /// <summary>Sits down and starts <c>agw</c> with these arguments.</summary>
    public static Task<Person> StartAsync(
        int columns, int rows, params string[] arguments) => StartProgramAsync(columns, rows, Agw.File, arguments);

    public static async Task<Person> StartProgramAsync(int columns, int rows, string program, params string[] arguments)
    {
        var person = new Person(columns, rows);
        var environment = Agw.Start()
            .Environment.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!);
        environment["TERM"] = "xterm-256color";
        var outcome = await person._backend.CreateAsync(
            new()
            {
                Name = $"person{Interlocked.Increment(ref _count)}",
                Program = program,
                Arguments = arguments,
                Directory = Agw.WorkingDirectory,
                Environment = environment,
                Size = new(columns, rows),
            }, Limits.Soon());
        person._terminal = Assert.IsType<TerminalOutcome.Ready>(outcome).Terminal;
        person._reading = person.ReadAsync();
        return person;
    }

    public Task TypeAsync(string text) => TypeAsync(Encoding.UTF8.GetBytes(text));

    public async Task TypeAsync(byte[] bytes) => await _terminal!.WriteAsync(bytes, null, Limits.Soon());

    public async Task ResizeAsync(int columns, int rows)
    {
        lock (_gate) _screen.Resize(columns, rows);
        await _terminal!.ResizeAsync(new(columns, rows), Limits.Soon());
    }

    /// <summary>From now on the terminal takes nothing any more, as one whose connection hangs.</summary>
    public void LookAway() => _looks = New();

    public void LookAgain() => _looks.TrySetResult();

    /// <summary>Waits until the screen is as wanted.</summary>
    public async Task SeesAsync(Func<string, bool> isSeen, string what)
    {
        var late = Limits.Soon();
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (isSeen(_screen.RenderText())) return;
                changed = _changed.Task;
            }

            try
            {
                await changed.WaitAsync(late);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"The screen never showed {what}:\n{Screen}");
            }
        }
    }

    public Task SeesAsync(string text) =>
        SeesAsync(screen => screen.Contains(text, StringComparison.Ordinal), $"\"{text}\"");

    /// <summary>How the program ended, once it has and all of it is on the screen.</summary>
    public async Task<TerminalExit> LeavesAsync()
    {
        var exit = await _terminal!.Exited.WaitAsync(Limits.Soon());
        await _reading.WaitAsync(Limits.Soon());
        return exit;
    }

    public async ValueTask DisposeAsync()
    {
        LookAgain();
        if (_terminal is not null) await _terminal.StopAsync(StopLimits.AtOnce, CancellationToken.None);
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _backend.DisposeAsync();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[16 * 1024];
        while (await _terminal!.ReadAsync(buffer, CancellationToken.None) is > 0 and var count)
        {
            TaskCompletionSource changed;
            lock (_gate)
            {
                _screen.Feed(buffer.AsSpan(0, count));
                _raw.Append(Encoding.Latin1.GetString(buffer, 0, count));
                (changed, _changed) = (_changed, New());
            }

            changed.SetResult();
            await _looks.Task;
        }
    }

    private static TaskCompletionSource Looking()
    {
        var looking = New();
        looking.SetResult();
        return looking;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
