using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using AgentGateway.Runtime.Usage;

namespace AgentGateway.Cli.Verbs;

/// <summary><c>agw usage</c>: tokens and dollars.</summary>
internal static class UsageVerb
{
    private const int DaysUsual = 30;

    public static Command Create()
    {
        var by = new Option<string>("--by")
        {
            Description = "What a row stands for",
            HelpName = "thread|agent|model|day",
            DefaultValueFactory = _ => "day",
        };
        by.AcceptOnlyFromAmong("thread", "agent", "model", "day");
        var days = new Option<int>("--days")
        {
            Description = "So many days, today among them",
            HelpName = "N",
            DefaultValueFactory = _ => DaysUsual,
        };
        var command = VerbContext.Command("usage",
            """
            Show what models were used for: tokens and US dollars, of models whose price is known.

            A budget for each day stops turns before they spend more:
              agw config set Limits:UsdPerDay 5
              agw config set Limits:TokensPerDay 2000000

            Examples:
              agw usage
              agw usage --by thread --days 7
              agw usage --by model --json
            """,
            (context, parsed) => context.ShowAsync(
                DaemonCalls.Usage,
                new JsonObject { ["by"] = parsed.GetValue(by), ["days"] = parsed.GetValue(days) },
                Print));
        command.Add(by);
        command.Add(days);
        return command;
    }

    private static void Print(UsageView usage)
    {
        Screen.Table(
            [usage.By.ToUpperInvariant(), "TURNS", "CALLS", "INPUT", "CACHED", "OUTPUT", "USD"],
            usage.Rows.Select(row => (string?[])
            [
                row.Title is { Length: > 0 } title ? $"{row.Name}  {title}" : row.Name,
                Show.Number(row.Turns), Show.Number(row.ModelCalls), Show.Number(row.InputTokens),
                Show.Number(row.CachedInputTokens), Show.Number(row.OutputTokens), Dollars(row.CostUsd),
            ]),
            $"No model was used since {Show.Time(usage.Since)}. Which ones can be: agw doctor");
        var today = usage.Today;
        Screen.Aside(
            $"today: {Of(Show.Number(today.Tokens), Show.Number(today.TokensPerDay))} tokens, "
                + $"{Of(Dollars(today.Usd), today.UsdPerDay is { } limit ? Dollars(limit) : "")} USD");
    }

    private static string Of(string spent, string limit) => limit.Length > 0 ? $"{spent} of {limit}" : spent;

    private static string Dollars(decimal usd) => usd.ToString("0.00##", CultureInfo.InvariantCulture);
}
