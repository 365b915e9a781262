using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Principals;

namespace AgentGateway.Testing.Sample;

/// <summary>Writes and reads notes.</summary>
public sealed class NoteService(
    MachineHost<NoteMachine, NoteState, string> host, INoteReads reads, IIdSource ids)
{
    private static readonly Rejection Unknown = new("unknown_note", "There is no such note.", "note_write writes it.");

    public async Task<Outcome<NoteView>> WriteAsync(
        Caller caller, string name, string text, CancellationToken cancellationToken)
    {
        var sender = new Sender(caller.Principal.Name, ids.Next().Now);
        var stream = StreamId.Of(NoteMachine.Kind, name);
        return (await host.SendAsync(stream, text, sender, null, cancellationToken)).Map(
            receipt => new NoteView(name, receipt.State.Text));
    }

    public async Task<Outcome<NoteView>> ReadAsync(string name, CancellationToken cancellationToken) =>
        await reads.NoteAsync(name, cancellationToken) is { } text ? new NoteView(name, text) : Unknown;
}
