using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Mcp.Protocol;
using AgentGateway.Runtime.Skills;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp.Skills;

/// <summary>
/// The methods of the skills extension (SEP-2640): which skills there are, each with its front matter and the digests of
/// its files, which are read as resources. They are those that the client is offered, with the allowed ones of the
/// workspace that it works in.
/// </summary>
internal sealed class SkillsExtension(SkillService skills)
{
    private const string Id = "io.modelcontextprotocol/skills";
    private const string Scheme = "skill://";
    private const int PageItemsMax = 50;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    public void Configure(McpServerOptions options)
    {
        options.Capabilities!.Extensions ??= new Dictionary<string, object>();
        options.Capabilities.Extensions[Id] = new JsonObject();
        options.RequestHandlers ??= [];
        options.RequestHandlers.Add(new()
        {
            Method = "skills/list",
            Handler = async (request, cancellationToken) => List(
                await OfferedAsync(request, cancellationToken), (request.Params as JsonObject)?["cursor"]),
        });
        options.RequestHandlers.Add(new()
        {
            Method = "skills/get",
            Handler = async (request, cancellationToken) => Get(
                await OfferedAsync(request, cancellationToken), (request.Params as JsonObject)?["uri"]),
        });
    }

    private async ValueTask<IReadOnlyList<FoundSkill>> OfferedAsync(
        JsonRpcRequest request, CancellationToken cancellationToken) =>
        (await skills.FindAsync(CallerIdentity.Of(request.Context?.User).Workspace, cancellationToken)).Skills;

    private static JsonNode List(IReadOnlyList<FoundSkill> all, JsonNode? cursor)
    {
        var skip = 0;
        if (cursor is not null
            && (cursor.GetValueKind() != JsonValueKind.String
                || !int.TryParse(cursor.GetValue<string>(), NumberStyles.None, CultureInfo.InvariantCulture, out skip)
                || skip <= 0 || skip >= all.Count))
            throw Invalid("The cursor is not one that this list gave.");
        var result = Result(new()
        {
            ["skills"] = new JsonArray([.. all.Skip(skip).Take(PageItemsMax).Select(found => Entry(found.Skill))]),
        });
        if (skip + PageItemsMax < all.Count)
            result["nextCursor"] = (skip + PageItemsMax).ToString(CultureInfo.InvariantCulture);
        return result;
    }

    private static JsonNode Get(IReadOnlyList<FoundSkill> all, JsonNode? address)
    {
        if (address?.GetValueKind() != JsonValueKind.String) throw Invalid("'uri' must be a string.");
        var uri = address.GetValue<string>();
        return all.FirstOrDefault(found => AddressOf(found.Skill, SkillRules.MainFile) == uri)
            is { } found
            ? Result(new() { ["skill"] = Entry(found.Skill) })
            : throw Invalid("There is no such skill.");
    }

    private static JsonNode Entry(Skill skill) => new JsonObject
    {
        ["uri"] = AddressOf(skill, SkillRules.MainFile),
        ["frontmatter"] = JsonObject.Create(skill.FrontMatter),
        ["resources"] = new JsonArray(
        [
            .. skill.Folder.Files.Select(file => (JsonNode)new JsonObject
            {
                ["uri"] = AddressOf(skill, file.Path),
                ["digest"] = file.Digest,
                ["size"] = file.Size,
            }),
        ]),
    };

    private static string AddressOf(Skill skill, string path) =>
        $"{Scheme}{skill.Name}/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}";

    private static JsonObject Result(JsonObject result)
    {
        result["resultType"] = "complete";
        result["ttlMs"] = (long)Fresh.TotalMilliseconds;
        result["cacheScope"] = "private";
        return result;
    }

    private static McpProtocolException Invalid(string message) => new(message, McpErrorCode.InvalidParams);
}
