using System.Globalization;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Runtime.Prompts;

/// <summary>
/// Makes the prompt: pure functions of the facts, so that <c>agw thread prompt</c> shows exactly what a model would
/// get. Call <see cref="Plan"/> first and carry out its plan; then <see cref="Build"/> fits the rest.
/// </summary>
public sealed class PromptBuilder(PromptOptions options)
{
    /// <summary>
    /// The compaction that the thread needs so that its prompt fits; null when it fits, or when nothing of it can be
    /// summarised.
    /// </summary>
    /// <param name="windowTokens">How many tokens the model can read, its answer not counted.</param>
    public CompactionPlan? Plan(PromptFacts facts, int windowTokens)
    {
        var shown = Transcript.Shown(facts);
        var messages = new Transcript(facts.Subject, options).Write(shown);
        return TokenEstimate.Of(facts.Write(), messages, facts.Subject.Tools) <= Limit(windowTokens)
            ? null
            : new Compaction(facts.Subject, options).Plan(shown, windowTokens);
    }

    /// <summary>
    /// The prompt. Where it is still too long after a compaction, it is cut here, with a note instead of the text.
    /// </summary>
    /// <param name="windowTokens">As for <see cref="Plan"/>.</param>
    public Prompt Build(PromptFacts facts, int windowTokens)
    {
        var sections = facts.Write();
        var messages = new Transcript(facts.Subject, options).Write(Transcript.Shown(facts));
        var fixedTokens = TokenEstimate.Of(sections, [], facts.Subject.Tools);
        Fit(messages, Math.Max(0, Limit(windowTokens) - fixedTokens));
        return new(sections, messages, fixedTokens + messages.Sum(TokenEstimate.Of));
    }

    private int Limit(int windowTokens) => (int)(windowTokens * options.WindowShareMax);

    /// <summary>
    /// First older results are shortened, then the oldest messages are left out, and at last the rest is cut
    /// evenly. The last question stays, even if it is older than many steps that it caused.
    /// </summary>
    private void Fit(List<PromptMessage> messages, int tokensMax)
    {
        var tokens = messages.Sum(TokenEstimate.Of);
        var latest = messages.FindLastIndex(message => message.Role is MessageRole.Assistant);
        for (var at = 0; at < latest && tokens > tokensMax; at++)
            if (messages[at].Role is MessageRole.Tool)
                tokens -= Shrink(messages, at, options.OldToolResultCharactersMax);

        var left = 0;
        while (tokens > tokensMax && OldestUnit(messages) is var (start, count) && count > 0)
        {
            tokens -= messages.Skip(start).Take(count).Sum(TokenEstimate.Of);
            messages.RemoveRange(start, count);
            left += count;
        }

        if (tokens > tokensMax && messages.Count > 0)
        {
            var characters = Math.Max(200, tokensMax * 2 / messages.Count);
            for (var at = 0; at < messages.Count; at++) Shrink(messages, at, characters);
        }

        if (left > 0)
            messages.Insert(0, new(MessageRole.User, "daemon", string.Create(CultureInfo.InvariantCulture,
                $"[daemon]: {left} earlier messages are left out here, because they would not fit.")));
    }

    private static int Shrink(List<PromptMessage> messages, int at, int charactersMax)
    {
        var before = TokenEstimate.Of(messages[at]);
        messages[at] = messages[at] with { Text = Excerpt.Of(messages[at].Text, charactersMax) };
        return before - TokenEstimate.Of(messages[at]);
    }

    /// <summary>
    /// The oldest messages that can be left out together: a step goes with its results. The count is 0 when only the
    /// question and the last unit are left.
    /// </summary>
    private static (int Start, int Count) OldestUnit(List<PromptMessage> messages)
    {
        var question = messages.FindLastIndex(
            message => message.Role is MessageRole.User && message.Author != "daemon");
        var start = question == 0 ? 1 : 0;
        var end = start + 1;
        while (end < messages.Count && messages[end].Role is MessageRole.Tool) end++;
        return end < messages.Count ? (start, end - start) : default;
    }
}
