using System.CommandLine;
using System.Text.Json.Nodes;
using AgentGateway.Domain;
using AgentGateway.Domain.Workspaces;
using AgentGateway.Installation.Clients;
using AgentGateway.Posix;
using AgentGateway.Runtime.Sessions.Tools;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Workspaces.Tools;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw run PROGRAM</c>: an agent's program in a session of its own, and this terminal attached to it.</summary>
internal static class RunVerb
{
    private const int NamesMax = 50;

    /// <summary>The options of Claude Code for what stands in each of its files.</summary>
    private static readonly string[] ClaudeOptions = ["--mcp-config", "--settings"];

    public static Command Create()
    {
        var program = new Argument<string>("PROGRAM") { Description = "The program: claude, codex, gemini …" };
        var words = new Argument<string[]>("ARGS")
        {
            Description = "Its arguments",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var name = new Option<string>("--name")
        {
            Description = "The session's name [default: the program and this directory]",
        };
        var worktree = new Option<bool>("--worktree")
        {
            Description = "Work in a git worktree of this repository, a workspace of the session's name",
        };
        var detach = new Option<bool>("--detach", "-d") { Description = "Print the session's id and do not attach" };
        var command = VerbContext.Command("run",
            """
            Start an agent's program in a session in this directory, and attach to it. The program may do what you
            may. ctrl-q detaches, and the program goes on. Where `agw setup claude` has not written the MCP server and
            the hooks, Claude Code gets them for this session (with another data directory only the hooks); set up
            other programs with `agw setup`. The session has none of your shell's variables: --env NAME copies one.

            Examples:
              agw run claude
              agw run codex --worktree
              agw run claude --name fixer --env ANTHROPIC_API_KEY -- --model opus
            """,
            async (context, parsed) =>
            {
                var (called, given) = (parsed.GetValue(program)!, parsed.GetValue(name));
                var isSeen = !parsed.GetValue(detach) && TerminalMode.IsTerminal;
                string directory = Environment.CurrentDirectory, wanted = given ?? NameOf(called, directory);
                var call = new JsonObject
                {
                    ["command"] = called,
                    ["args"] = Arguments.List([.. parsed.GetValue(words) ?? [], .. Options(context, called)]),
                };
                if (SessionCreateVerb.Environment(parsed, call) is { } wrong) return context.Refuse(wrong);
                if (parsed.GetValue(worktree))
                {
                    var made = await NamedAsync(
                        context, WorkspaceCreateTool.Declaration, new() { ["repository"] = directory }, wanted,
                        isGiven: given is not null);
                    if (made.IsRejected(out var noWorkspace, out var workspace)) return context.Refuse(noWorkspace);
                    call["workspace"] = wanted = workspace.View.Workspace.Name;
                    Screen.Aside($"worktree {workspace.View.Workspace.Directory}");
                }
                else
                {
                    call["directory"] = directory;
                }

                var started = await NamedAsync(
                    context, SessionCreateTool.Declaration, call, wanted, isGiven: given is not null);
                if (started.IsRejected(out var refused, out var session))
                    return await RefuseAsync(context, called, call["workspace"]?.GetValue<string>(), refused);
                if (isSeen)
                    return await AttachVerb.AttachAsync(
                        context, session.View.SessionId, readOnly: false, AttachVerb.UsualDetachKey);
                Screen.Line(context.IsJson ? session.Json : session.View.SessionId);
                return ExitCodes.Done;
            });
        command.Add(program);
        command.Add(words);
        foreach (var option in (Option[])[name, worktree, detach, .. SessionCreateVerb.Variables]) command.Add(option);
        return command;
    }

    /// <summary>A name that sessions and workspaces may have.</summary>
    internal static string NameOf(string program, string directory)
    {
        var name = string.Concat($"{Path.GetFileName(program)}-{Path.GetFileName(directory)}".Select(
            sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' ? sign : '-')).Trim('-', '_');
        return name.Length == 0 ? "run" : name[..Math.Min(name.Length, WorkspaceNames.CharactersMax - 4)];
    }

    /// <summary>Calls with the name, and where it is taken and a person has not chosen it, with a number behind it.
    /// </summary>
    private static async Task<Outcome<DaemonAnswer<TView>>> NamedAsync<TView>(
        VerbContext context, ToolDeclaration<TView> tool, JsonObject arguments, string name, bool isGiven)
    {
        for (var number = 1; ; number++)
        {
            arguments["name"] = number == 1 ? name : $"{name}-{number}";
            var answer = await context.CallAsync(tool, arguments);
            if (isGiven || number == NamesMax || answer.Rejection is not { Code: "name_taken" }) return answer;
        }
    }

    /// <param name="workspace">
    /// A worktree that was made for the program and is of no use without it; null for none.
    /// </param>
    private static async Task<int> RefuseAsync(
        VerbContext context, string program, string? workspace, Rejection refused)
    {
        if (workspace is not null)
            await context.CallAsync(WorkspaceRemoveTool.Declaration, new() { ["name"] = workspace });
        return context.Refuse(Installable(context, program, refused));
    }

    /// <summary>Of an agent's program that is not found, a person asks how it comes here.</summary>
    private static Rejection Installable(VerbContext context, string program, Rejection refused) =>
        refused.Code == "program_not_found"
        && new ClientSetup(context.Data).Clients.FirstOrDefault(one => one.Programs.Contains(program)) is { } client
            ? refused with
            {
                Hint = $"Install {client.Title} so that `{program} --version` answers, or give the path of its program.",
            }
            : refused;

    /// <summary>What Claude Code is given for this session alone, where its settings do not have it.</summary>
    private static List<string> Options(VerbContext context, string program)
    {
        var setup = new ClientSetup(context.Data);
        var client = setup.Clients.FirstOrDefault(one => one.Programs.Contains(Path.GetFileName(program)));
        if (client is null
            || ClientSetup.Changes(client, remove: false).IsRejected(out _, out var missing)
            || missing.Count == 0) return [];
        if (client.Name != "claude")
        {
            Screen.Aside($"agw setup {client.Name} gives {client.Title} the MCP server.");
            return [];
        }

        var options = new List<string>();
        foreach (var (option, file) in ClaudeOptions.Zip(client.Files))
        {
            if (missing.All(change => change.Path != file.Path)) continue;
            var given = ClientJson.OneLine(JsonNode.Parse(file.Edit.Add(""))!);
            // No command may name the gateway's own directory, which an entry does where it is not the usual one.
            if (given.Contains(context.Data.Path, StringComparison.Ordinal))
                Screen.Aside("agw setup claude gives Claude Code the MCP server of this data directory.");
            else options.AddRange([option, given]);
        }

        return options;
    }
}
