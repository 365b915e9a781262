using System.Collections.Concurrent;
using AgentGateway.Domain;
using AgentGateway.Domain.CommandQueues;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Machines;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// Runs queued commands: waits until the session's shell is free, records that the command begins, types it, and
/// follows it to its end. A command that was begun is never typed again. After a crash of the daemon it is followed
/// where its terminal still runs; otherwise its state is <c>unknown</c>.
/// </summary>
internal sealed partial class CommandQueueEffects(
    CommandQueues queues, SessionRegistry registry, LiveSessions lives, CommandQueueTexts texts, TimeProvider time,
        ILogger<CommandQueueEffects> log)
    : IEffects<CommandQueue>
{
    /// <summary>How long the terminal may take to accept the line.</summary>
    private static readonly TimeSpan TypingLimit = TimeSpan.FromSeconds(30);

    /// <summary>Commands that this process began. Any other running command was begun by an earlier process.</summary>
    private readonly ConcurrentDictionary<CommandId, bool> _begun = new();

    /// <param name="stream">The queue's stream.</param>
    /// <param name="queue">As it was durable when the command became due.</param>
    public async Task PerformAsync(
        StreamId stream, CommandQueue queue, Effect effect, CancellationToken cancellationToken)
    {
        var id = ((RunQueuedCommand)effect).Command;

        // This is called on the path of a commit, and may wait for long.
        await Task.Yield();
        if (queue.Find(id) is not { } command) return;
        if (command.StartedAt is not null) await ResumeAsync(queue.Session, command, cancellationToken);
        else await BeginAsync(queue.Session, command, cancellationToken);
    }

    private async Task BeginAsync(SessionId session, OpenCommand command, CancellationToken cancellationToken)
    {
        if (await texts.TextAsync(session, command.Number, cancellationToken) is not { } text)
        {
            // Its text was erased, so it cannot be run.
            await queues.TellAsync(session, new WithdrawCommand(command.Id), cancellationToken);
            return;
        }

        while (true)
        {
            var live = await LiveAsync(session, static _ => false, cancellationToken);
            if (live is null || WatchOf(live) is not { } watch)
            {
                await queues.TellAsync(
                    session, new CloseQueue(live is null ? "session_removed" : "not_a_shell"), cancellationToken);
                return;
            }

            if (!await watch.UntilFreeAsync(cancellationToken)) continue;
            var from = live.Ring.End;
            if ((await queues.TellAsync(
                session, new BeginCommand(command.Id, from), cancellationToken)).IsRejected(out _))
                return;
            _begun[command.Id] = true;
            if (live.Input is { } input)
            {
                live.Echo.Hide(ShellLine.Echo(watch.Shell, command.Id, text));
                await input.SendAsync(
                    new() { Raw = ShellLine.Typed(watch.Shell, command.Id, text) }, TypingLimit, cancellationToken);
            }

            await FollowAsync(
                session, watch, command with { StartedAt = time.GetUtcNow(), Offset = from }, cancellationToken);
            return;
        }
    }

    /// <summary>
    /// Goes on with a command that was begun before a failure of this effect, or by an earlier daemon.
    /// </summary>
    private async Task ResumeAsync(SessionId session, OpenCommand command, CancellationToken cancellationToken)
    {
        // A session of an earlier daemon is taken over within moments, or is lost.
        var live = await LiveAsync(session, state => state.HasEnded || IsLater(state), cancellationToken);
        var isSame = live is not null && registry.Find(session) is { HasEnded: false } state && !IsLater(state);
        if (isSame && WatchOf(live!) is { } watch) await FollowAsync(session, watch, command, cancellationToken);
        else await queues.TellAsync(session, new LoseCommand(command.Id, "session_lost"), cancellationToken);
        _begun.TryRemove(command.Id, out _);

        bool IsLater(TerminalSession state) => state.RunOffset > command.Offset;
    }

    private async Task FollowAsync(
        SessionId session, CommandQueueWatch watch, OpenCommand command, CancellationToken cancellationToken)
    {
        var result = await watch.UntilEndAsync(command, cancellationToken);
        var isKnown = result.ExitCode is not null || _begun.ContainsKey(command.Id);
        await queues.TellAsync(
            session, isKnown
                ? new EndCommand(command.Id, result)
                : new LoseCommand(command.Id, "daemon_restarted"), cancellationToken);
        _begun.TryRemove(command.Id, out _);
        LogEnded(log, command.Id, session, result.ExitCode, result.Reason);
    }

    /// <summary>
    /// The live session, as soon as there is one. Null when the session is removed or over before.
    /// </summary>
    private async Task<LiveSession?> LiveAsync(
        SessionId session, Func<TerminalSession, bool> isOver, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var live = lives.WhenLiveAsync(session, over.Token);
        var gone = registry.UntilAsync(session, isOver, over.Token);
        var first = await Task.WhenAny(live, gone);
        await over.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return first == live ? await live : null;
    }

    private CommandQueueWatch? WatchOf(LiveSession live) =>
        registry.Find(live.Id)?.Spec is { } spec && ShellLineReader.Of(spec.Program, spec.Arguments) is { } shell
            ? new(live, shell, isWrapped: spec.Backend == "tmux", time)
            : null;

    [LoggerMessage(Level = LogLevel.Debug, Message = "Command {Command} of {Session} ended with {ExitCode} {Reason}.")]
    private static partial void LogEnded(
        ILogger log, CommandId command, SessionId session, int? exitCode, string? reason);
}
