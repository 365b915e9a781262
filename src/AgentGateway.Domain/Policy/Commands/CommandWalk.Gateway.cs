using System.Globalization;

namespace AgentGateway.Domain.Policy.Commands;

/// <summary>What would end the gateway, take hold of it, or speak in its operator's name.</summary>
internal sealed partial class CommandWalk
{
    private void Kill(string name, IReadOnlyList<string> words, ShellState state, ShellInput input)
    {
        _readOnly = false;
        var targets = words.Skip(1).Where((word, index) => !(word.StartsWith('-') && (index == 0 || name != "kill")) && !IsSignal(words, index)).ToList();
        foreach (var word in words.Skip(1)) Mention(word, state);
        if (name != "kill")
        {
            var byOwner = words.Any(word => word is "-u" or "-U" or "-g" or "-G" or "--user" or "--euid" or "--uid") && targets.Count <= 1;
            if (targets.Any(Dangers.NamesTheGateway)) Floor("it would end the gateway");
            else if (name is "killall5" || byOwner || words.Any(word => word is "-v" or "--inverse") || targets.Any(target => Marks.In(target) || target.Length == 0)) Floor("it may end the gateway");
            else Raise(RiskClass.R3, "it ends processes by their name");
            return;
        }

        foreach (var target in targets)
        {
            if (target.StartsWith('%') || target is "0" or "--") continue;
            if (!long.TryParse(target, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var process)) Raise(RiskClass.R3, "which process it ends is not known beforehand");
            else if (process == -1 || (places.DaemonProcess > 0 && Math.Abs(process) == places.DaemonProcess)) Floor("it would end the gateway");
        }

        if (targets.Count > 0 && _commands.Any(LooksForTheGateway)) Floor("it would end the gateway");
        if (input.IsPiped) Say("it is piped into kill");
    }

    /// <summary>Whether a word is the name behind <c>-s</c> or <c>-n</c>.</summary>
    private static bool IsSignal(IReadOnlyList<string> words, int index) => index > 0 && words[index] is "-s" or "-n" or "--signal";

    private static bool LooksForTheGateway(IReadOnlyList<string> words) =>
        words[0] is "pgrep" or "pidof" && words.Skip(1).Any(Dangers.NamesTheGateway)
        || words[0] is "grep" or "egrep" or "fgrep" or "rg" or "awk" or "gawk" or "mawk" or "lsof" or "fuser" or "ss" or "ps" or "cat" or "sed" or "jq" && words.Skip(1).Any(Dangers.SaysTheGateway);

    private bool NamesTheDaemon(IReadOnlyList<string> words) =>
        places.DaemonProcess > 0 && words.Any(word => word.TrimStart('-', 'p', 't').TrimStart('=') == $"{places.DaemonProcess}" || word.EndsWith($"={places.DaemonProcess}", StringComparison.Ordinal))
        || words.Any(Dangers.SaysTheGateway);

    private void Service(string name, IReadOnlyList<string> words)
    {
        if (words.Any(word => word is "status" or "show" or "cat" or "list" or "is-active" or "is-enabled" or "list-units" or "logs" or "print")) return;
        if (words.Skip(1).Any(Dangers.SaysTheGateway) || (name == "loginctl" && words.Any(word => word.StartsWith("terminate-", StringComparison.Ordinal) || word.StartsWith("kill-", StringComparison.Ordinal))))
            Floor("it would end the gateway or change how it is started");
    }

    /// <summary>The gateway's own command line is the operator's: to look is like any program, everything else is done in that person's name.</summary>
    private void Agw(IReadOnlyList<string> words)
    {
        _readOnly = false;
        var rest = words.Skip(1).ToList();
        var first = rest.FindIndex(word => !word.StartsWith('-'));
        if (first < 0) return;

        // Behind options it cannot be told whether a word is the value of one.
        IReadOnlyList<string> verbs = first == 0 ? [rest[0]] : [.. rest.Skip(first).Where(word => !word.StartsWith('-')).Take(2)];
        var looks = rest.SkipWhile(word => !verbs.Contains(word)).Skip(1).FirstOrDefault(word => !word.StartsWith('-')) is { } below
            && below is "list" or "get" or "read" or "search" or "screen" or "output" or "wait" or "history" or "explain" or "queue" or "diff" or "show" or "test" or "follow" or "verify";
        if (verbs.Any(verb => Marks.In(verb) || verb is "approve" or "deny" or "answer" or "stop" or "restore")
            || (verbs.Any(verb => verb is "policy" or "token" or "secret" or "mcp-servers") && !(looks || rest[^1] is "mcp-servers")))
            Floor($"it would change what the gate allows: agw {Marks.Shown(verbs[0])}");
        else if (!looks && !verbs.Any(verb => verb is "status" or "approvals" or "questions" or "agents" or "events" or "doctor" or "version" or "help" or "top" or "hook" or "mcp-servers" or "tasks"))
            Raise(RiskClass.R3, $"it acts in the operator's name: agw {Marks.Shown(verbs[0])}");
        if (words.Any(word => word.StartsWith("--data", StringComparison.Ordinal))) Say("it names a data directory of the gateway");
    }
}
