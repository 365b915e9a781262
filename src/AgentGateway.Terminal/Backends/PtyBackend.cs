using System.Collections.Concurrent;
using AgentGateway.Posix;
using AgentGateway.Terminal.ProcessSessions;

namespace AgentGateway.Terminal.Backends;

/// <summary>
/// Terminals that are pseudo terminals of this process, and programs without a terminal on pipes of it. They end with
/// it; what ignores the hang-up is found at the next start by <see cref="OrphanReaper"/>.
/// </summary>
public sealed class PtyBackend(TimeProvider time) : ITerminalBackend
{
    private readonly ReadinessLoop _loop = new();
    private readonly Spawner _spawner = new();
    private readonly ConcurrentDictionary<string, ITerminal?> _terminals = new(StringComparer.Ordinal);

    public string Name => "pty";

    public bool SurvivesDaemon => false;

    public async Task<TerminalOutcome> CreateAsync(TerminalRequest request, CancellationToken cancellationToken)
    {
        if (RequestCheck.Find(request, out var program) is { } refusal) return new TerminalOutcome.Refused(refusal);
        // The name is reserved first, so that of two requests at once one is refused.
        if (!_terminals.TryAdd(request.Name, null))
            return new TerminalOutcome.Refused(StartRefusals.NameTaken(request.Name));
        try
        {
            var terminal = await StartAsync(request, program);
            _terminals[request.Name] = terminal;
            return new TerminalOutcome.Ready(terminal, ReadOnlyMemory<byte>.Empty);
        }
        catch (OsException failure)
        {
            _terminals.TryRemove(request.Name, out _);
            return new TerminalOutcome.Refused(StartRefusals.Of(failure));
        }
    }

    public Task<IReadOnlyList<ExistingTerminal>> ListAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<ExistingTerminal> list =
        [
            .. from terminal in _terminals.Values
               where terminal is not null
               let exit = terminal.Exited.IsCompletedSuccessfully ? terminal.Exited.Result : null
               select new ExistingTerminal(terminal.Name, exit is null ? terminal.Child : null, terminal.Size, exit),
        ];
        return Task.FromResult(list);
    }

    /// <summary>Always refused: what an earlier daemon had ended with it.</summary>
    public Task<TerminalOutcome> AdoptAsync(string name, long offset, CancellationToken cancellationToken) =>
        Task.FromResult<TerminalOutcome>(new TerminalOutcome.Refused(
            _terminals.ContainsKey(name)
                ? StartRefusals.NameTaken(name)
                : StartRefusals.NotFound(name, "A pty terminal ends with its daemon: start it anew.")));

    /// <summary>Always nothing: a pty keeps nothing of what went through it.</summary>
    public Task<ReadOnlyMemory<byte>> ShowAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(ReadOnlyMemory<byte>.Empty);

    public async Task<bool> RemoveAsync(string name, StopLimits limits, CancellationToken cancellationToken)
    {
        if (!_terminals.TryGetValue(name, out var terminal) || terminal is null) return false;
        await terminal.StopAsync(limits, cancellationToken);
        await terminal.DisposeAsync();
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(
            _terminals.Values.OfType<ITerminal>().Select(terminal => terminal.DisposeAsync().AsTask()));
        _spawner.Dispose();
        _loop.Dispose();
    }

    internal void Forget(ITerminal terminal) => _terminals.TryRemove(new(terminal.Name, terminal));

    private Task<ITerminal> StartAsync(TerminalRequest request, string program) =>
        request.HasTerminal ? OpenAsync(request, program) : PipeAsync(request, program);

    private async Task<ITerminal> OpenAsync(TerminalRequest request, string program)
    {
        Descriptor.NeedSpare();
        var terminal = PseudoTerminal.Open(request.Size.Columns, request.Size.Rows);
        var processId = 0;
        try
        {
            ChildFile[] files = [new ChildFile.Opened(terminal.SlavePath, OpenFlags.ReadWrite), new ChildFile.SameAs(0),
                new ChildFile.SameAs(0)];
            processId = await SpawnAsync(request, program, files);
            return new PtyTerminal(
                this, request.Name, IdentityOf(processId, request), terminal.Master, request.Size, _loop, time);
        }
        catch
        {
            End(processId);
            terminal.Master.Dispose();
            throw;
        }
    }

    private async Task<ITerminal> PipeAsync(TerminalRequest request, string program)
    {
        Descriptor.NeedSpare();
        var (ourOutput, theirOutput) = Descriptor.Pipe();
        var (ourErrors, theirErrors) = Descriptor.Pipe();
        using (theirOutput)
        using (theirErrors)
        {
            var processId = 0;
            try
            {
                Descriptor.MakeNonBlocking(ourOutput);
                Descriptor.MakeNonBlocking(ourErrors);
                processId = await SpawnAsync(request, program,
                [
                    new ChildFile.Opened("/dev/null", OpenFlags.ReadOnly), new ChildFile.Given(theirOutput),
                    new ChildFile.Given(theirErrors),
                ]);
                return new PipeTerminal(
                    this, request, IdentityOf(processId, request), (ourOutput, ourErrors), _loop, time);
            }
            catch
            {
                End(processId);
                ourOutput.Dispose();
                ourErrors.Dispose();
                throw;
            }
        }
    }

    private Task<int> SpawnAsync(TerminalRequest request, string program, IReadOnlyList<ChildFile> files) =>
        _spawner.StartAsync(new ChildRequest(
            program, [request.Program, .. request.Arguments], request.Environment, request.Directory, files));

    private static ChildIdentity IdentityOf(int processId, TerminalRequest request) =>
        ChildIdentity.Of(processId, request.Mark) ?? throw new OsException("read /proc", Errno.NoProcess);

    /// <summary>
    /// Descriptors may run out between the start and the watch; a child whose end would not be seen must not go on.
    /// </summary>
    private static void End(int processId)
    {
        if (processId > 0 && ProcessSession.Send(-processId, TerminalSignal.Kill)) ChildProcess.Reap(processId, []);
    }
}
