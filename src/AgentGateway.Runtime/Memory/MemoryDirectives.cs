using AgentGateway.Domain;
using AgentGateway.Domain.Directives;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Memory;

/// <summary>The directives <c>/remember</c> and <c>/forget</c>.</summary>
internal sealed class MemoryDirectives(NoteService notes, DocumentService documents) : IDirectiveHandler
{
    public bool Handles(Directive directive) => directive is Directive.RememberText or Directive.ForgetItem;

    public Task<Outcome<DirectiveView>> HandleAsync(
        Caller caller, Directive directive, ThreadId thread, string? key, CancellationToken cancellationToken)
    {
        var request = new ToolRequest(caller, []);
        return directive is Directive.RememberText remember
            ? RememberAsync(request, remember.Text, thread, key, cancellationToken)
            : ForgetAsync(request, ((Directive.ForgetItem)directive).Id, cancellationToken);
    }

    private async Task<Outcome<DirectiveView>> RememberAsync(
        ToolRequest request, string text, ThreadId thread, string? key, CancellationToken cancellationToken)
    {
        if (text.Length == 0)
            return new Rejection("empty_text", "There is nothing to remember.", "Say what to keep: /remember TEXT.");
        var remembered = await notes.RememberAsync(
            request, new(text) { Source = new(Thread: thread), IdempotencyKey = key }, cancellationToken);
        return remembered.Map(view => new DirectiveView(
            "remember",
            null,
            view.Outcome switch
            {
                "merged" => $"That was known already ({view.Note.Id}); it is confirmed.",
                "superseded" =>
                    $"Remembered ({view.Note.Id}). It stands in the place of {view.Superseded!.Id}: \"{view.Superseded.Text}\"",
                _ => $"Remembered ({view.Note.Id}).",
            }));
    }

    private async Task<Outcome<DirectiveView>> ForgetAsync(
        ToolRequest request, string id, CancellationToken cancellationToken)
    {
        if (id.Length == 0)
            return new Rejection(
                "invalid_command", "It was not said what to forget.", "Name a note or a document: /forget mem_….");
        var forgotten = PrefixedId.Is<DocumentId>(id)
            ? await documents.ForgetAsync(request, id, cancellationToken)
            : await notes.ForgetAsync(request, id, cancellationToken);
        return forgotten.Map(view => new DirectiveView("forget", null, $"{view.Id} is forgotten."));
    }
}
