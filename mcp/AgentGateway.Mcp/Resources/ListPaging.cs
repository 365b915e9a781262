using System.Buffers.Text;
using System.Globalization;
using System.Text;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp.Resources;

/// <summary>
/// Gives the lists of the protocol in pages. The SDK itself answers with everything, and to any cursor with nothing.
/// </summary>
internal static class ListPaging
{
    public const int PageItemsMax = 100;

    private const string CursorPrefix = "list:";

    public static void AddTo(McpRequestFilters filters)
    {
        filters.ListToolsFilters.Add(Paged<ListToolsRequestParams, ListToolsResult, Tool>(
            result => result.Tools, (result, page) => result.Tools = page));
        filters.ListPromptsFilters.Add(Paged<ListPromptsRequestParams, ListPromptsResult, Prompt>(
            result => result.Prompts, (result, page) => result.Prompts = page));
        filters.ListResourcesFilters.Add(Paged<ListResourcesRequestParams, ListResourcesResult, Resource>(
            result => result.Resources, (result, page) => result.Resources = page));
        filters.ListResourceTemplatesFilters.Add(
            Paged<ListResourceTemplatesRequestParams, ListResourceTemplatesResult, ResourceTemplate>(
            result => result.ResourceTemplates, (result, page) => result.ResourceTemplates = page));
    }

    private static McpRequestFilter<TParams, TResult> Paged<TParams, TResult, TItem>(
        Func<TResult, IList<TItem>> items, Action<TResult, IList<TItem>> replace)
        where TParams : PaginatedRequestParams
        where TResult : PaginatedResult => next => async (request, cancellationToken) =>
    {
        var skip = 0;
        if (request.Params?.Cursor is { } cursor)
        {
            skip = Read(cursor);
            request.Params.Cursor = null;
        }

        var result = await next(request, cancellationToken);
        var all = items(result);
        if (skip > 0 && skip >= all.Count) throw UnknownCursor();
        if (skip == 0 && all.Count <= PageItemsMax) return result;
        replace(result, [.. all.Skip(skip).Take(PageItemsMax)]);
        if (skip + PageItemsMax < all.Count) result.NextCursor = Write(skip + PageItemsMax);
        return result;
    };

    private static string Write(int skip) =>
        Base64Url.EncodeToString(
            Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{CursorPrefix}{skip}")));

    private static int Read(string cursor)
    {
        Span<byte> bytes = stackalloc byte[32];
        if (cursor.Length <= 40
            && Base64Url.IsValid(cursor)
            && Base64Url.TryDecodeFromChars(cursor, bytes, out var length)
            && Encoding.ASCII.GetString(bytes[..length]) is var text
                && text.StartsWith(CursorPrefix, StringComparison.Ordinal)
            && int.TryParse(
                text.AsSpan(CursorPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var skip)
                && skip > 0)
            return skip;
        throw UnknownCursor();
    }

    private static McpProtocolException UnknownCursor() =>
        new("The cursor is not one that this list gave.", McpErrorCode.InvalidParams);
}
