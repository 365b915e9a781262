using System.Globalization;
using AgentGateway.Domain;
using AgentGateway.Domain.Clients;
using AgentGateway.Domain.CommandQueues;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Tasks;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Sandboxes;
using AgentGateway.Runtime.Sessions;

namespace AgentGateway.Runtime.Tasks;

/// <summary>
/// Carries out a shell line: in the queue of a session, where it is followed again after a crash, or in a terminal of
/// its own, which ends with the daemon.
/// </summary>
internal sealed class CommandWork(
    SessionRuns runs,
    CommandQueueService queue,
    SessionInput input,
    SessionOutput outputs,
    TaskSignals signals,
    TaskGate gate,
    SandboxService sandboxes,
    TaskOptions options)
{
    private const string Default = "workspace";

    public async Task<RunEnd> RunAsync(TaskRun run)
    {
        if (run.Task.Link is { Session: { } session, Command: { } command })
            return await FollowAsync(run, session, command);
        var permit = await gate.Permit(run.Call(), run.Cancelled);
        return permit switch
        {
            TaskPermit.Refused refused => Refused(refused.Rejection),
            TaskPermit.Asked asked => new RunEnd.Asked(asked.Request),
            _ => run.Work.Session is null ? await RunAloneAsync(run) : await EnqueueAsync(run),
        };
    }

    /// <summary>Takes the command out of its queue, or interrupts it. Repeating it changes nothing.</summary>
    public async Task StopAsync(TaskLink link, CancellationToken cancellationToken)
    {
        if (link is not { Session: { } session, Command: { } command }) return;
        var daemon = new Caller(new Principal("daemon"));
        if ((await queue.DequeueAsync(
            daemon, session.Value, command.Value, cancellationToken)).Rejection is { Code: "command_running" })
            await input.SendAsync(daemon, new(session.Value, Keys: ["ctrl-c"]), cancellationToken);
    }

    private async Task<RunEnd> RunAloneAsync(TaskRun run)
    {
        var seconds = run.Work.TimeoutSeconds ?? options.CommandSeconds;
        var request = new RunCommand(run.Work.Command!, run.Work.Directory ?? run.Directory, null, seconds)
        {
            Sandbox = sandboxes.Effective(SandboxProfiles.OfStored(run.Work.Sandbox ?? Default)),
            Owner = new(run.Task.Agent?.Value, TaskId: run.Task.Id),
        };
        if ((await runs.RunAsync(Caller(run), request, null, run.Cancelled)).IsRejected(
            out var refused, out var view))
            return Refused(refused);
        if (view.TimedOut)
            return new RunEnd.Failed(
                new("timed_out", string.Create(
                    CultureInfo.InvariantCulture,
                        $"It had not ended after {seconds} s."), $"Its output is in {view.SessionId}."),
                view.Output);
        return EndOf(
            view.ExitCode,
            view.Signal is { } signal ? string.Create(CultureInfo.InvariantCulture, $"signal {signal}") : null,
            view.Output);
    }

    private async Task<RunEnd> EnqueueAsync(TaskRun run)
    {
        var request = new EnqueueCommand(
            run.Work.Session!, run.Work.Command!, run.Task.Priority.ToString().ToLowerInvariant());
        if ((await signals.UntilRoomAsync(
            () => queue.EnqueueAsync(Caller(run), request, CancellationToken.None), run.Cancelled)).IsRejected(
            out var refused, out var queued))
            return Refused(refused);
        var link = new TaskLink(
            Session: new SessionId(queued.SessionId), Command: new CommandId(queued.Command.CommandId));
        if (!await run.LinkAsync(link)) await StopAsync(link, CancellationToken.None);
        return await FollowAsync(run, link.Session!.Value, link.Command!.Value);
    }

    private async Task<RunEnd> FollowAsync(TaskRun run, SessionId session, CommandId command)
    {
        using var watch = signals.Listen([command.Value]);
        while (true)
        {
            if (await queue.FindAsync(command, run.Cancelled) is not { } row) return new RunEnd.Lost();
            switch (row.State)
            {
                case CommandState.Succeeded or CommandState.Failed:
                    return EndOf(row.ExitCode, row.Reason, await OutputAsync(session, row, run.Cancelled));
                case CommandState.Skipped or CommandState.Cancelled:
                    return new RunEnd.Cancelled($"Its command was taken out of the queue of {session}.");
                case CommandState.Unknown:
                    return new RunEnd.Lost();
            }

            await watch.ChangedAsync(run.Cancelled);
        }
    }

    private async Task<string> OutputAsync(SessionId session, QueuedCommandRow row, CancellationToken cancellationToken)
    {
        if (row is not { FromOffset: { } from, ToOffset: { } to } || to <= from) return "";
        // Of long output the end is kept.
        var length = (int)Math.Min(to - from, options.ResultCharactersMax);
        var output = await outputs.ReadAsync(new(session.Value, to - length, length), cancellationToken);
        return output.IsRejected(out _, out var view) ? "" : view.Text ?? "";
    }

    private static Caller Caller(TaskRun run) =>
        new(new Principal(run.Task.Agent?.Value ?? run.Task.CreatedBy) { Agent = run.Task.Agent?.Value }, run.Directory)
        {
            Client = ClientName.Of(run.Task.Client),
        };

    private static RunEnd.Failed Refused(Rejection rejection) =>
        new(Failure.Of(rejection), Final: rejection.Code is "denied" or "not_allowed");

    private static RunEnd EndOf(int? exitCode, string? reason, string output) => exitCode == 0
        ? new RunEnd.Completed(output, exitCode)
        : new RunEnd.Failed(
            new(
                "command_failed",
                exitCode is { } code
                    ? string.Create(CultureInfo.InvariantCulture, $"The command ended with exit code {code}.")
                    : $"The command did not end by itself ({reason ?? "unknown"})."),
            output,
            exitCode);
}
