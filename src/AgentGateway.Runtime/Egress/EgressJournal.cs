using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using AgentGateway.Domain.Egress;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Views;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Egress;

/// <summary>
/// The hosts that sandboxes reached, by workspace: journaled for each run and host, and all kept in memory to be read.
/// </summary>
public sealed partial class EgressJournal : ICommitSubscriber<EgressState>, ILoadAtStart
{
    private readonly MachineHost<EgressMachine, EgressState, EgressCommand> _host;
    private readonly IJournal _journal;
    private readonly IIdSource _ids;
    private readonly ILogger<EgressJournal> _log;
    private ImmutableDictionary<string, EgressState> _states = ImmutableDictionary<string, EgressState>.Empty;

    internal EgressJournal(
        MachineHost<EgressMachine, EgressState, EgressCommand> host,
        IJournal journal,
        IIdSource ids,
        ILogger<EgressJournal> log) =>
        (_host, _journal, _ids, _log) = (host, journal, ids, log);

    /// <summary>Another one in each life of the daemon.</summary>
    internal long Epoch => _journal.Epoch;

    /// <summary>
    /// The hosts of the workspace in that directory, the latest first; those of all workspaces when it is null.
    /// </summary>
    public EgressListView List(string? workspace, int limit) => new(
    [
        .. _states.Values.Where(state => workspace is null || state.Workspace == workspace)
            .SelectMany(state => state.Hosts.Select(use => Of(state.Workspace!, use)))
            .OrderByDescending(host => host.LastAt).ThenBy(host => host.Host, StringComparer.Ordinal)
            .Take(limit),
    ]);

    /// <summary>
    /// Durable when this completes. What cannot be written is logged: the connections have been made all the same.
    /// </summary>
    internal async Task RecordAsync(EgressRun run, IReadOnlyDictionary<string, EgressCount> counts)
    {
        foreach (var (host, count) in counts)
        {
            var workspace = run.Workspace ?? "";
            var command = new RecordEgress(workspace, run.Id, run.What, host, count);
            try
            {
                var sender = new Sender(run.Agent, _ids.Next().Now, Urgent: true);
                await _host.SendAsync(IdOf(workspace).Value, command, sender, CancellationToken.None);
            }
            catch (Exception failure) when (failure is JournalUnavailableException or OperationCanceledException)
            {
                LogNotRecorded(host, run.Id, failure);
            }
        }
    }

    async Task ILoadAtStart.LoadAsync(CancellationToken cancellationToken)
    {
        await foreach (var (_, state) in SnapshotCodec.ReadAllAsync(EgressStream.Kind, _journal, cancellationToken))
            Keep(state);
    }

    void ICommitSubscriber<EgressState>.Committed(Receipt<EgressState> receipt) => Keep(receipt.State);

    private void Keep(EgressState state) =>
        ImmutableInterlocked.AddOrUpdate(ref _states, state.Workspace!, state, (_, _) => state);

    private static EgressHostView Of(string workspace, HostUse use) => new(
        workspace, use.Host, use.Count.Connections, use.Count.Refused, use.Count.BytesOut, use.Count.BytesIn,
        use.LastAt);

    /// <summary>Of the directory's name, since the stream is found by it.</summary>
    private static EgressId IdOf(string workspace)
    {
        const int Characters = 32;
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(workspace)));
        return new(EgressId.Prefix + digest[..Characters]);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What {Run} used of {Host} could not be journaled")]
    private partial void LogNotRecorded(string host, string run, Exception failure);
}
