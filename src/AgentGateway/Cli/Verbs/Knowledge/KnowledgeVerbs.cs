using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Knowledge;

/// <summary><c>agw knowledge …</c>: what was found out, and who reviewed it.</summary>
internal static class KnowledgeVerbs
{
    public static Command Create(ReadOnlyMemory<string> words) => Verb.Group(
        new("knowledge",
            """
            Knowledge: what was found out, with who says so, who reviewed it, and when it has to be checked again.

            Examples:
              agw knowledge list
              agw knowledge put "Deploying the shop" "make deploy, then look at /health" --coverage-key deploy/shop
              agw knowledge promote kno_… --trust approved
              agw knowledge preflight "Deploy the shop to production"
            """),
        words,
        new("list", KnowledgeListVerb.Create),
        new("search", KnowledgeListVerb.CreateSearch),
        new("put", KnowledgePutVerb.Create),
        new("promote", KnowledgePromoteVerb.Create),
        new("forget", KnowledgeForgetVerb.Create),
        new("preflight", KnowledgePreflightVerb.Create));
}
