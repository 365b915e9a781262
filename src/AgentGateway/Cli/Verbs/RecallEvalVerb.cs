using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AgentGateway.Agents.Embeddings;
using AgentGateway.Data;
using AgentGateway.Domain;
using AgentGateway.Runtime.Recall.Evaluation;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Vectors;
using AgentGateway.Runtime.Views;
using AgentGateway.Settings;
using AgentGateway.Storage;
using Microsoft.Extensions.Configuration;

namespace AgentGateway.Cli.Verbs;

/// <summary><c>agw recall-eval</c>: measures the quality of recall on conversations whose answers are known.</summary>
internal static class RecallEvalVerb
{
    public static Command Create()
    {
        var embeddings = new Option<bool>("--embeddings")
        {
            Description = "Rank by meaning too, with the embedder of the settings Embeddings",
        };
        var file = new Argument<string>("FILE") { Description = "Conversations with questions, in LoCoMo's layout" };
        var command = VerbContext.Command("recall-eval",
            """
            Measure how well memory is recalled, on conversations with questions whose answers are known.

            FILE is JSON: a list of {"conversation": {"session_1": [{"speaker", "dia_id", "text", "blip_caption"}, …],
            "session_1_date_time": "1:56 pm on 8 May, 2023", …}, "qa": [{"question", "evidence": ["D1:3"], "category"}]}.
            Each conversation is put into a store of its own in a temporary directory, and asked with the daemon's own
            index and ranking. Questions without evidence are left out. Nothing is read from your data but, with
            --embeddings, the settings and the embedder's key, and no daemon is needed.

            recall@k is the share of a question's evidence turns that is among the first k hits, averaged over the
            questions; session hit@1 is how often the first hit is of a session that has evidence.

            Example:
              agw recall-eval locomo10.json --json
              agw recall-eval locomo10.json --embeddings
            """,
            async (context, parsed) =>
            {
                var path = Path.GetFullPath(parsed.GetValue(file)!);
                if (await ReadAsync(path, context.CancellationToken) is var read
                    && read.IsRejected(out var refused, out var data))
                    return context.Refuse(refused);
                HttpEmbedder? embedder = null;
                if (parsed.GetValue(embeddings) && EmbedderOf(context.Data).IsRejected(out refused, out embedder))
                    return context.Refuse(refused);
                using var used = embedder;
                if ((await EvaluateAsync(data!, embedder, context.CancellationToken)).IsRejected(out refused, out var report))
                    return context.Refuse(refused);
                if (context.IsJson) Screen.Line(JsonSerializer.Serialize(report, ViewJson.Plain.RecallEvaluationView));
                else Print(report);
                return ExitCodes.Done;
            },
            needsDaemon: false);
        command.Add(file);
        command.Add(embeddings);

        // The help of the program has thirty lines, and only who works on the ranking needs this verb.
        command.Hidden = true;
        return command;
    }

    private static async Task<Outcome<RecallDataSet>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return RecallDataReader.Read(await File.ReadAllBytesAsync(path, cancellationToken), path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new Rejection(
                "recall_data_unreadable", $"{path} cannot be read: {failure.Message}", "Give the path of a readable file.");
        }
    }

    private static Outcome<HttpEmbedder> EmbedderOf(DataDirectory data)
    {
        var (settings, problems) = SettingsLoader.Load(data, new Dictionary<string, string?>());
        if (settings is null) return problems[0];
        var options = settings.GetSection("Embeddings").Get<EmbeddingOptions>() ?? new();
        if (options.Fault is { } fault) return fault;
        if (options.Model is null)
            return new Rejection(
                "embedder_not_configured",
                "The settings name no embedder.",
                "Set Embeddings:Url and Embeddings:Model with agw config set; agw docs recall tells more.");
        var known = new KnownSecrets();
        var secrets = new SecretStore(data.Secrets, known);
        return new HttpEmbedder(
            options, name => secrets.Read(name).IsRejected(out _, out var value) ? null : value, known);
    }

    private static async Task<Outcome<RecallEvaluationView>> EvaluateAsync(
        RecallDataSet data, IEmbedder? embedder, CancellationToken cancellationToken)
    {
        var evaluation = new RecallEvaluation(TimeProvider.System);
        var folder = Directory.CreateTempSubdirectory("agw-recall-eval-");
        try
        {
            for (var number = 0; number < data.Conversations.Count; number++)
            {
                var database = Path.Combine(folder.FullName, string.Create(CultureInfo.InvariantCulture, $"{number}.db"));
                await using var store = await SqliteStore.OpenAsync(database, TimeProvider.System, null, cancellationToken);
                await evaluation.AskAsync(data.Conversations[number], store, embedder, cancellationToken);
            }
        }
        catch (EmbedderException failure)
        {
            return failure.Rejection;
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return evaluation.Report();
    }

    private static void Print(RecallEvaluationView report)
    {
        Screen.Table(
            ["CATEGORY", "QUESTIONS", "RECALL@1", "RECALL@5", "RECALL@10", "SESSION HIT@1"],
            [.. report.ByCategory.Select(category => Row(category.Key, category.Value)), Row("all", report)],
            "There is no question.");
        Screen.Line(string.Create(
            CultureInfo.InvariantCulture, $"A question takes {report.P50Ms:0.0} ms (p50), {report.P99Ms:0.0} ms (p99)."));
    }

    private static string[] Row(string name, RecallFigures figures) =>
    [
        name,
        figures.Questions.ToString(CultureInfo.InvariantCulture),
        Percent(figures.RecallAt1),
        Percent(figures.RecallAt5),
        Percent(figures.RecallAt10),
        Percent(figures.SessionHitAt1),
    ];

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.0} %");
}
