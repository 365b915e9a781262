namespace AgentGateway.Runtime.Recall;

/// <summary>
/// Ranks what the sources found as one answer. Pure: the same question and pool always give the same order.
/// </summary>
/// <remarks>
/// A message of a conversation seldom says all that a question asks for: the words are spread over the messages around
/// it, and its conversation is about the same subject. So the score of a text is the sum of BM25 over its own words,
/// over those of its surroundings, and over those of its conversation, as far as the pool has it. A text that belongs to
/// no conversation, such as a note, is its own surroundings. Names of speakers say who spoke and are not looked for as
/// words. Scores of sources are not compared; everything is scored here by the same rules.
/// </remarks>
public static class RecallRanking
{
    /// <summary>So many of the best are looked at to put them in their last order.</summary>
    private const int ReorderedMax = 60;

    /// <summary>A question covers so much of a word that the pool does not have.</summary>
    private const double MissingWordRarity = 5;

    public static IReadOnlyList<RankedCandidate> Rank(
        RecallQuery query,
        IReadOnlyList<RecallCandidate> pool,
        RecallStatistics statistics,
        DateTimeOffset now)
    {
        var question = new QuestionWords(query);
        if (pool.Count == 0 || question.Count == 0)
            return [];
        return Varied(new Scoring(question, pool, statistics, now).Score());
    }

    /// <summary>By how much the score is more for what is trusted more, and for what belongs to fewer.</summary>
    internal static double Standing(RecallCandidate candidate) =>
        1 + (RecallWeights.Trust * (int)candidate.Trust)
        + (RecallWeights.Scope * (candidate.Scope is { } known ? (int)known.Kind : 0));

    /// <summary>Best first; neighbours of what stands before them a little later.</summary>
    private static List<RankedCandidate> Varied(IEnumerable<RankedCandidate> scored)
    {
        List<RankedCandidate> ordered =
        [
            .. scored.OrderByDescending(each => each.Score).ThenByDescending(each => each.Candidate.At)
                .ThenBy(each => each.Candidate.Id, StringComparer.Ordinal),
        ];
        var last = Math.Min(ReorderedMax, ordered.Count);
        for (var at = 0; at < last; at++)
        {
            var best = at;
            for (var other = at + 1; other < last; other++)
                if (ordered[other].Score > ordered[best].Score) best = other;
            var given = ordered[best];
            ordered.RemoveAt(best);
            ordered.Insert(at, given);
            for (var other = at + 1; other < last; other++)
                if (AreNeighbours(given.Candidate, ordered[other].Candidate))
                    ordered[other] = ordered[other] with { Score = ordered[other].Score - RecallWeights.Repetition };
        }

        return [.. ordered.OrderByDescending(each => each.Score)];
    }

    private static bool AreNeighbours(RecallCandidate one, RecallCandidate other) =>
        one.Group is not null && one.Group == other.Group && one.Kind == other.Kind && Math.Abs(one.Seq - other.Seq) == 1;

    /// <summary>One question's scores.</summary>
    private sealed class Scoring
    {
        /// <summary>Who speaks, but not their names: a question with such a word is about something else.</summary>
        private static readonly HashSet<string> Roles = ["operator", "client", "daemon", "user", "assistant"];

        private readonly QuestionWords _question;
        private readonly IReadOnlyList<RecallCandidate> _pool;
        private readonly DateTimeOffset _now;
        private readonly CandidateReader _reader;
        private readonly CandidateText[] _texts;
        private readonly CandidateText[] _titles;
        private readonly HashSet<int>[] _speakers;
        private readonly double[] _weights;
        private readonly double[] _own;
        private readonly Dictionary<(string, string), List<int>> _groups = [];
        private readonly double _lengthMean;

        public Scoring(
            QuestionWords question, IReadOnlyList<RecallCandidate> pool, RecallStatistics statistics, DateTimeOffset now)
        {
            (_question, _pool, _now, _reader) = (question, pool, now, new(question));
            _texts = [.. pool.Select(candidate => _reader.Read(candidate.Text))];
            var titles = new Dictionary<string, CandidateText>(StringComparer.Ordinal);
            _titles = [.. pool.Select(candidate => Kept(titles, candidate.Title))];
            var speakers = new Dictionary<string, CandidateText>(StringComparer.Ordinal);
            _speakers = [.. pool.Select(candidate => Words(Kept(speakers, NameOf(candidate))))];
            var names = _speakers.SelectMany(words => words).ToHashSet();
            _weights =
            [
                .. Enumerable.Range(0, question.Count).Select(word =>
                    names.Contains(word) && names.Count < question.Count ? 0 : Rarity(word, statistics)),
            ];
            _lengthMean = Math.Max(1, _texts.Average(text => text.Length));
            for (var index = 0; index < pool.Count; index++)
                MembersOf(GroupOf(index)).Add(index);
            foreach (var members in _groups.Values)
                members.Sort((one, other) => pool[one].Seq.CompareTo(pool[other].Seq));
            _own = [.. _texts.Select(Own)];
        }

        public IEnumerable<RankedCandidate> Score()
        {
            var conversations = ConversationRarities();
            var covered = Math.Max(
                1e-9,
                Enumerable.Range(0, _question.Count).Sum(
                    word => _weights[word] > 0 && IsInPool(word) ? _weights[word] : IsName(word) ? 0 : MissingWordRarity));
            foreach (var members in _groups.Values)
            {
                var conversation = RecallWeights.Conversation * Conversation(members, conversations);
                for (var place = 0; place < members.Count; place++)
                    yield return Ranked(members, place, conversation, covered);
            }
        }

        private RankedCandidate Ranked(List<int> members, int place, double conversation, double covered)
        {
            var index = members[place];
            var (candidate, text) = (_pool[index], _texts[index]);
            var around = Around(members, place);
            var isSpeaker = _speakers[index].Count > 0;
            var dates = _reader.DateWords(candidate.At);
            var score = _own[index] + conversation
                + (RecallWeights.Surroundings * Sum(around, RecallWeights.Saturation))
                + (RecallWeights.Before * Next(members, place, -1)) + (RecallWeights.Behind * Next(members, place, 1))
                + (isSpeaker ? RecallWeights.Speaker : 0)
                + (dates * RecallWeights.Date)
                + (text.Pairs * RecallWeights.Pair)
                + (text.IsQuestion ? RecallWeights.Question : 0)
                + (_question.AsksWhen && text.HasTime ? RecallWeights.Time : 0)
                + (RecallWeights.Length * Math.Log(1 + text.Length))
                + TitleScore(index)
                + (RecallWeights.Recency * Recency(candidate.At));
            score *= Standing(candidate);
            return new(candidate, score)
            {
                Coverage = Math.Min(1, Enumerable.Range(0, _question.Count).Sum(word =>
                    around[word] > 0 || _titles[index].Counts[word] > 0 ? _weights[word] : 0) / covered),
                Words = [.. WordsWhere(word => text.Counts[word] > 0)],
                WordsAround = [.. WordsWhere(word => text.Counts[word] == 0 && around[word] > 0)],
                IsSpeaker = isSpeaker,
                IsDate = dates > 0,
            };
        }

        /// <summary>BM25 over the text's own words.</summary>
        private double Own(CandidateText text)
        {
            const double constant = RecallWeights.Saturation;
            var longer = 1 - RecallWeights.LengthNormalisation
                + (RecallWeights.LengthNormalisation * text.Length / _lengthMean);
            var score = 0.0;
            for (var word = 0; word < _weights.Length; word++)
                score += _weights[word] * Saturated(text.Counts[word], constant * longer, constant);
            return score;
        }

        /// <summary>How often each word stands in the text and, less and less, around it.</summary>
        private double[] Around(List<int> members, int place)
        {
            var distances = RecallWeights.Distances;
            var around = new double[_question.Count];
            var seq = _pool[members[place]].Seq;
            for (var step = -distances.Length + 1; step < distances.Length; step++)
            {
                if (place + step < 0 || place + step >= members.Count) continue;
                var distance = Math.Abs(_pool[members[place + step]].Seq - seq);
                if (distance >= distances.Length || (distance == 0 && step != 0)) continue;
                var counts = _texts[members[place + step]].Counts;
                for (var word = 0; word < around.Length; word++)
                    around[word] += distances[(int)distance] * counts[word];
            }

            return around;
        }

        private double Sum(double[] counts, double saturation)
        {
            var score = 0.0;
            for (var word = 0; word < counts.Length; word++)
                score += _weights[word] * Saturated(counts[word], saturation, saturation);
            return score;
        }

        private double Next(List<int> members, int place, int step) =>
            place + step >= 0 && place + step < members.Count
            && Math.Abs(_pool[members[place + step]].Seq - _pool[members[place]].Seq) == 1
                ? _own[members[place + step]]
                : 0;

        private double TitleScore(int index)
        {
            var score = 0.0;
            for (var word = 0; word < _weights.Length; word++)
                if (_titles[index].Counts[word] > 0) score += RecallWeights.Title * _weights[word];
            return score;
        }

        private double Conversation(List<int> members, double[] rarities)
        {
            var length = members.Sum(index => (double)_texts[index].Length);
            var mean = _lengthMean * _texts.Length / _groups.Count;
            var saturation = RecallWeights.ConversationSaturation * (1 - RecallWeights.ConversationNormalisation
                + (RecallWeights.ConversationNormalisation * length / Math.Max(1, mean)));
            var score = 0.0;
            for (var word = 0; word < rarities.Length; word++)
                score += rarities[word] * Saturated(
                    members.Sum(index => (double)_texts[index].Counts[word]), saturation, RecallWeights.ConversationSaturation);
            return score;
        }

        /// <summary>How rare each word is among conversations.</summary>
        private double[] ConversationRarities() =>
        [
            .. Enumerable.Range(0, _question.Count).Select(word => _weights[word] == 0
                ? 0
                : Information(_groups.Count, _groups.Values.Count(
                    members => members.Exists(index => _texts[index].Counts[word] > 0)))),
        ];

        private double Rarity(int word, RecallStatistics statistics)
        {
            var inPool = _texts.Count(text => text.Counts[word] > 0);
            var known = statistics.Frequencies.TryGetValue(_question.Stems[word], out var counted);

            // The statistics are those of messages: there may be none, and notes that have the word all the same.
            var with = Math.Max(counted, 1);
            var rarity = known
                ? Information(Math.Max(Math.Max(statistics.Texts, _pool.Count), with), with)
                : Information(_pool.Count, inPool);
            return Math.Pow(rarity, RecallWeights.RarityExponent);
        }

        private bool IsInPool(int word) => Array.Exists(_texts, text => text.Counts[word] > 0);

        private bool IsName(int word) => Array.Exists(_speakers, words => words.Contains(word));

        private CandidateText Kept(Dictionary<string, CandidateText> known, string text) =>
            known.TryGetValue(text, out var read) ? read : known[text] = _reader.Read(text);

        private static string NameOf(RecallCandidate candidate) =>
            Roles.Contains(candidate.Speaker) ? "" : candidate.Speaker;

        private static HashSet<int> Words(CandidateText text) =>
            [.. Enumerable.Range(0, text.Counts.Length).Where(word => text.Counts[word] > 0)];

        private IEnumerable<string> WordsWhere(Func<int, bool> condition) =>
            Enumerable.Range(0, _question.Count).Where(condition).Select(word => _question.Words[word])
                .Distinct(StringComparer.OrdinalIgnoreCase);

        private List<int> MembersOf((string, string) group)
        {
            if (!_groups.TryGetValue(group, out var members)) _groups[group] = members = [];
            return members;
        }

        private (string, string) GroupOf(int index) => (_pool[index].Kind, _pool[index].Group ?? $"\n{_pool[index].Id}");

        private double Recency(DateTimeOffset at) =>
            1 / (1 + (Math.Max(0, (_now - at).TotalDays) / RecallWeights.RecencyHalfDays));

        private static double Saturated(double count, double saturation, double constant) =>
            count <= 0 ? 0 : count * (constant + 1) / (count + saturation);

        private static double Information(double texts, double with) => Math.Log(1 + ((texts - with + 0.5) / (with + 0.5)));
    }
}
