using AgentGateway.Domain.Knowledge;
using AgentGateway.Runtime.Prompts;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Knowledge;

/// <summary>What a preflight found, as data between markers, with how far it can be trusted.</summary>
internal sealed record KnowledgeFact(Preflight Found, DateTimeOffset At) : IPromptFact
{
    private const int TextCharactersMax = 1_500;

    public string? Write(PromptSubject subject) =>
        (Found.Decision == PreflightDecision.Reuse
            ? "What is known about this and can be relied on as far as its trust says:\n"
            : "What is known about this and has to be checked before you rely on it:\n")
        + string.Join('\n', Found.Items.Select(one => Excerpt.Fenced(
            "knowledge", Attributes(one.Item), Excerpt.Of(Text(one.Item.Content!), TextCharactersMax))));

    private string Attributes(KnowledgeItem item) =>
        $"id={Excerpt.Quoted(item.Id.Value)} trust={Excerpt.Quoted(ViewWriter.Word(item.Trust))} "
        + $"by={Excerpt.Quoted(item.Author!.Name)}{(item.Content!.IsFreshAt(At) ? "" : " stale=\"true\"")}";

    private static string Text(KnowledgeContent content) =>
        $"{content.Subject}: {content.Summary}{(content.Payload.Length == 0 ? "" : "\n" + content.Payload)}";
}
