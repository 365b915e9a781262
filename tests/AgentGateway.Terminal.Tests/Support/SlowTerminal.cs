using System.Text;
using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.ProcessSessions;

namespace AgentGateway.Terminal.Tests.Support;

/// <summary>A terminal whose program reads one byte each time that the test says so, and prints nothing.</summary>
internal sealed class SlowTerminal : ITerminal
{
    private readonly SemaphoreSlim _wanted = new(0);
    private readonly SemaphoreSlim _taken = new(0);
    private readonly TaskCompletionSource<TerminalExit> _exit = new();

    public string Name => "slow";

    public ChildIdentity Child => new(0, 0, "", null);

    public TerminalSize Size => new(80, 24);

    public Task<TerminalExit> Exited => _exit.Task;

    public long Offset => 0;

    public IReadOnlyList<OutputGap> Gaps => [];

    /// <summary>What was written, one text for each write.</summary>
    public List<string> Writes { get; } = [];

    /// <summary>Lets the program read one byte, and answers when it has.</summary>
    public async Task TakeAsync()
    {
        _wanted.Release();
        await _taken.WaitAsync(Limits.Signal);
    }

    public async Task<int> WriteAsync(
        ReadOnlyMemory<byte> bytes, IProgress<int>? taken, CancellationToken cancellationToken)
    {
        Writes.Add(Encoding.UTF8.GetString(bytes.Span));
        for (var written = 1; written <= bytes.Length; written++)
        {
            await _wanted.WaitAsync(cancellationToken);
            taken?.Report(written);
            _taken.Release();
        }

        return bytes.Length;
    }

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        await Exited.WaitAsync(cancellationToken);
        return 0;
    }

    public Task ResizeAsync(TerminalSize size, CancellationToken cancellationToken) => Task.CompletedTask;

    public bool Signal(TerminalSignal signal) => false;

    public Task<TerminalExit> StopAsync(StopLimits limits, CancellationToken cancellationToken) => Exited;

    public ValueTask DisposeAsync()
    {
        _exit.TrySetResult(new(0, null, "", []));
        return ValueTask.CompletedTask;
    }
}
