using System.Collections.Frozen;
using AgentGateway.ShellPolicy.Entries;
using AgentGateway.ShellPolicy.State;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>
/// Verbs of git that are defined by configuration: those that the words define are read as what they stand for, all
/// others are not understood.
/// </summary>
internal static class GitAliases
{
    private const string Key = "alias.";

    private static readonly FrozenSet<string> OwnVerbs = (
        "add am annotate apply archive bisect blame branch bugreport bundle cat-file check-attr check-ignore "
        + "check-ref-format checkout checkout-index cherry cherry-pick clean clone commit commit-graph commit-tree "
        + "config count-objects credential daemon describe diff diff-files diff-index diff-tree difftool fast-export "
        + "fast-import fetch fetch-pack filter-branch for-each-ref format-patch fsck gc grep hash-object help "
        + "http-fetch http-push index-pack init instaweb interpret-trailers lfs log ls-files ls-remote ls-tree "
        + "maintenance merge merge-base merge-file merge-index merge-tree mergetool mktag mktree mv name-rev notes "
        + "pack-objects pack-refs patch-id prune pull push range-diff read-tree rebase receive-pack reflog remote "
        + "repack replace request-pull rerere reset restore rev-list rev-parse revert rm send-email send-pack "
        + "shortlog show show-branch show-index show-ref sparse-checkout stash status stripspace submodule svn "
        + "switch symbolic-ref tag unpack-file unpack-objects update-index update-ref update-server-info "
        + "upload-archive upload-pack var verify-commit verify-pack verify-tag version whatchanged worktree "
        + "write-tree").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public static void Read(ProgramCall call, string verb, ProgramContext context)
    {
        var words = call.Words;
        for (var at = 1; at < words.Count; at++)
        {
            var from = words[at].IndexOf(Key, StringComparison.Ordinal);
            if (from < 0) continue;
            var equals = words[at].IndexOf('=', from);
            var meaning = equals > 0 ? words[at][(equals + 1)..] : words.ElementAtOrDefault(at + 1);
            if (meaning is { Length: > 0 }) Run(meaning, call, verb, context);
        }

        foreach (var script in Given(words, verb)) context.Script(script, call.State.Copy());
        if (verb.Length > 0 && !OwnVerbs.Contains(verb))
            context.Findings.SayNotUnderstood($"what git {verb} does, which configuration defines");
    }

    /// <summary>Scripts that git is given to run: by its verbs, and by values of its settings.</summary>
    private static IEnumerable<string> Given(IReadOnlyList<string> words, string verb)
    {
        if (verb is "bisect" or "submodule")
            yield return string.Join(' ', words.SkipWhile(word => word is not ("run" or "foreach")).Skip(1));
        for (var at = 1; at + 1 < words.Count; at++)
        {
            if (words[at] is "-x" or "--exec" or "--extcmd") yield return words[at + 1];
            else if (words[at] is "-c" && words[at + 1].IndexOf('=', StringComparison.Ordinal) is > 0 and var equals
                && !words[at + 1].StartsWith("user.", StringComparison.Ordinal)
                && words[at + 1].Contains(' ', StringComparison.Ordinal)
                && !words[at + 1].StartsWith(Key, StringComparison.Ordinal))
                yield return words[at + 1][(equals + 1)..].TrimStart('!');
        }
    }

    /// <summary>The meaning with the words behind the verb: for a shell, or for git.</summary>
    private static void Run(string meaning, ProgramCall call, string verb, ProgramContext context)
    {
        var arguments = call.Arguments.SkipWhile(word => word != verb).Skip(1);
        var script = meaning[0] == '!' ? meaning[1..] : $"git {meaning}";
        var quoted = arguments.Select(word => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'");
        context.Inner.Script($"{script} {string.Join(' ', quoted)}", call.State.Copy(), ShellInput.Terminal);
    }
}
