using AgentGateway.Cli.Completion;

namespace AgentGateway.Cli.Chat.Editing;

/// <summary>What the characters from <paramref name="Start"/> to the cursor may become.</summary>
internal sealed record CompletionList(int Start, IReadOnlyList<Candidate> Candidates)
{
    public static readonly CompletionList None = new(0, []);

    /// <summary>What all candidates begin with.</summary>
    public string CommonBeginning
    {
        get
        {
            var first = Candidates.Count > 0 ? Candidates[0].Word : "";
            var length = first.Length;
            foreach (var one in Candidates)
            {
                var same = 0;
                while (same < Math.Min(length, one.Word.Length)
                    && char.ToLowerInvariant(one.Word[same]) == char.ToLowerInvariant(first[same]))
                    same++;
                length = same;
            }

            return first[..length];
        }
    }
}
