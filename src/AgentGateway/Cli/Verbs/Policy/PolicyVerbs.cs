using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Policy;

/// <summary><c>agw policy …</c>: the rules for calls of tools.</summary>
internal static class PolicyVerbs
{
    public static Command Create(ReadOnlyMemory<string> words) => Verb.Group(
        new("policy",
            """
            Look at the rules by which every tool call is allowed, asked about or denied. Your own stand in
            DATA/policy.yaml or in the settings (Policy), and hold as soon as they are written.

            Examples:
              agw policy test svarog run_command '{"command":"git push"}'      what would be decided, and by which rule
              agw policy list                                                 all rules
              agw policy places                                               which paths are judged in a special way
              agw policy revoke rul_…                                         end one that an approval left behind
            """),
        words,
        new("test", PolicyTestVerb.Create),
        new("list", PolicyListVerb.Create),
        new("places", PolicyPlacesVerb.Create),
        new("revoke", PolicyRevokeVerb.Create));
}
