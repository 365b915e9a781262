using AgentGateway.Runtime.Resources;

namespace AgentGateway.Testing.Sample;

/// <summary>What clients read of notes.</summary>
public sealed class NoteResources(NoteService notes) : IResourceSource
{
    public IReadOnlyList<Resource> Resources =>
    [
        Resource.OfView(
            "note", "A note", "agw://notes/{name}", "A note, by name.", () => NoteJson.Plain.NoteView,
            (request, cancellationToken) => notes.ReadAsync(request.Variable, cancellationToken)) with
        {
            Follows = NoteMachine.Kind,
        },
    ];
}
