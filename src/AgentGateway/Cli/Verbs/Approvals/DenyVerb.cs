using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Approvals;

/// <summary><c>agw deny ID [REASON]</c>: a no.</summary>
internal static class DenyVerb
{
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The approval's id (apr_…), as agw approvals lists it" };
        var reason = new Argument<string[]>("REASON") { Description = "Why; the agent is told", Arity = ArgumentArity.ZeroOrMore };
        var command = VerbContext.Command("deny", 
            """
            Refuse a call that an agent asks for.

            Example:
              agw deny apr_… "use the staging server"      the agent reads the reason
            """,
            (context, parsed) => context.AskAsync("approval_resolve",
                Arguments.Of(("approval_id", parsed.GetValue(id)), ("decision", "deny"),
                    ("reason", parsed.GetValue(reason) is { Length: > 0 } words ? string.Join(' ', words) : null)),
                ApproveVerb.Print));
        command.Add(id);
        command.Add(reason);
        return command;
    }
}
