using System.Buffers;
using System.Text;
using AgentGateway.Terminal.Backends;

namespace AgentGateway.Terminal.Tests.Support;

/// <summary>Reads a terminal to its end, and lets tests wait for what it says.</summary>
internal sealed class Listener
{
    private readonly ITerminal _terminal;
    private readonly bool _keeps;
    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="keeps">Whether what is read is also kept.</param>
    public Listener(ITerminal terminal, bool keeps = true)
    {
        _terminal = terminal;
        _keeps = keeps;
        End = ReadAsync();
    }

    /// <summary>Completes at the end of the output.</summary>
    public Task End { get; }

    public string Text => Encoding.UTF8.GetString(Bytes);

    public byte[] Bytes
    {
        get
        {
            lock (_gate) return _bytes.WrittenSpan.ToArray();
        }
    }

    public async Task<string> WaitForAsync(string text)
    {
        using var limit = new CancellationTokenSource(Limits.Signal);
        while (true)
        {
            Task more;
            lock (_gate) more = _more.Task;
            if (Text.Contains(text, StringComparison.Ordinal)) return Text;
            if (End.IsCompleted) Assert.Fail($"The terminal ended without '{text}': {Text}");
            try
            {
                await more.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"'{text}' did not come within {Limits.Signal}: {Text}");
            }
        }
    }

    /// <summary>All output, once it has ended.</summary>
    public async Task<string> AllAsync()
    {
        await End.WaitAsync(Limits.Signal);
        return Text;
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await _terminal.ReadAsync(buffer, CancellationToken.None) is > 0 and var count)
                Add(buffer.AsSpan(0, count));
        }
        finally
        {
            Add([]);
        }
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        TaskCompletionSource more;
        lock (_gate)
        {
            if (_keeps) _bytes.Write(bytes);
            more = _more;
            _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        more.TrySetResult();
    }
}
