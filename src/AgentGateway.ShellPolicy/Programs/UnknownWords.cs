using AgentGateway.ShellPolicy.Entries;
using AgentGateway.ShellPolicy.Paths;
using AgentGateway.ShellPolicy.State;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>
/// Judges the words of a program that may do anything with them: a word that must be denied in any program is denied.
/// </summary>
internal static class UnknownWords
{
    public static void Suspect(IReadOnlyList<string> words, ShellState state, ProgramContext context)
    {
        var forces = LooksForced(words);
        foreach (var word in words.Skip(1))
        {
            context.Paths.Mention(word, state);
            if (forces && IsOperand(word)) context.Paths.Threaten(word, state);
        }

        for (var index = 1; index < words.Count - 1; index++)
            if (ProgramTable.Deletes(PathText.NameOf(words[index])))
                foreach (var word in words.Skip(index + 1).Where(IsOperand))
                    context.Paths.Threaten(word, state);
    }

    /// <summary>By another name, a program that deletes is still told by how it is called.</summary>
    private static bool LooksForced(IReadOnlyList<string> words) =>
        words.Skip(1).Any(word => IsForce(word) || TellsToDelete(word))
        || (words[0] is "zip" && words.Any(word => OptionTable.Gives(word, "-m")));

    /// <summary><c>-rf</c> and its like.</summary>
    private static bool IsForce(string word) =>
        word.Length is 2 or 3 && word[0] == '-' && word.AsSpan(1).IndexOfAnyExcept("rRfd") < 0;

    /// <summary>Words by which programs of all kinds are told to delete what else they are given.</summary>
    private static bool TellsToDelete(string word) =>
        word is "--no-preserve-root" or "--remove-files" or "--remove-source-files" or "-sdel"
            or "purge" or "delete" or "remove" or "erase" or "wipe" or "destroy" or "del" or "rmdirs"
        || word.StartsWith("--delete", StringComparison.Ordinal);

    private static bool IsOperand(string word) => word.Length > 0 && word[0] != '-';
}
