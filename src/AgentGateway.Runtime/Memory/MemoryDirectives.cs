using System.Diagnostics;
using System.Globalization;
using System.Text;
using AgentGateway.Domain;
using AgentGateway.Domain.Directives;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Recall;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Memory;

/// <summary>The directives <c>/remember</c>, <c>/recall</c> and <c>/forget</c>.</summary>
internal sealed class MemoryDirectives(NoteService notes, DocumentService documents, RecallService recall)
    : IDirectiveHandler
{
    private const int HitsShown = 8;
    private const int HitCharactersMax = 300;

    public bool Handles(Directive directive) =>
        directive is Directive.RememberText or Directive.RecallText or Directive.ForgetItem;

    public Task<Outcome<DirectiveView>> HandleAsync(
        Caller caller, Directive directive, ThreadId thread, string? key, CancellationToken cancellationToken)
    {
        var request = new ToolRequest(caller, []);
        return directive switch
        {
            Directive.RememberText remember => RememberAsync(request, remember.Text, thread, key, cancellationToken),
            Directive.RecallText asked => RecallAsync(request, asked.Text, cancellationToken),
            Directive.ForgetItem forget => ForgetAsync(request, forget.Id, cancellationToken),
            _ => throw new UnreachableException(),
        };
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

    private async Task<Outcome<DirectiveView>> RecallAsync(
        ToolRequest request, string words, CancellationToken cancellationToken)
    {
        var recalled = await recall.RecallAsync(request, new(words) { Limit = HitsShown }, cancellationToken);
        if (recalled.IsRejected(out var refused, out var answer)) return refused;
        if (answer.Hits.Count == 0) return new DirectiveView("recall", null, "Nothing about that is remembered.");
        var text = new StringBuilder("What is remembered, best first:");
        foreach (var hit in answer.Hits)
        {
            var said = ShortText.Of(hit.Text.ReplaceLineEndings(" "), HitCharactersMax);
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n- {(hit.Title is null ? "" : $"{hit.Title}: ")}{said} ({hit.Id}, {hit.Age}, {hit.Trust})");
        }

        return new DirectiveView("recall", null, text.ToString());
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
