// The five nearest places of every cell by nanoflann, the fastest k-d tree there is to compare with.
//
//     c++ -O3 -std=c++17 -pthread by_nanoflann.cpp -o planar
//     c++ -O3 -std=c++17 -pthread -DGEODESIC by_nanoflann.cpp -lGeographicLib -o geodesic
//     planar read|time|answer FOLDER
//
// On a plane it reads projected points and its lengths are those of the plane. With -DGEODESIC it
// reads degrees, searches earth-centred points, and measures the five that it found by
// GeographicLib. What it is asked and what it prints: see peer.py. On every core.

#include <nanoflann.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#ifdef GEODESIC
#include <GeographicLib/Geodesic.hpp>
#endif

constexpr size_t NEAREST = 5;
// Cells that a thread takes at a time, as `cells` does.
constexpr size_t STRIP = 16384;

struct Found {
    double metres;
    uint32_t rank;
};
using Pair = std::array<double, 2>;
using Answer = std::array<Found, NEAREST>;

#ifdef GEODESIC
const std::string POINTS = "";
constexpr size_t DIMENSIONS = 3;
using Point = std::array<double, DIMENSIONS>;

// Earth-centred metres on the ellipsoid of WGS84.
Point point_of(const Pair& degrees) {
    constexpr double RADIUS = 6378137.0, FLATTENING = 1 / 298.257223563;
    constexpr double SQUARE = FLATTENING * (2 - FLATTENING);
    const double latitude = degrees[0] * M_PI / 180, longitude = degrees[1] * M_PI / 180;
    const double normal = RADIUS / std::sqrt(1 - SQUARE * std::pow(std::sin(latitude), 2));
    const double out = normal * std::cos(latitude);
    return {out * std::cos(longitude), out * std::sin(longitude),
            normal * (1 - SQUARE) * std::sin(latitude)};
}

void measure(const Pair& cell, const std::vector<Pair>& places, Answer& answer) {
    const auto& earth = GeographicLib::Geodesic::WGS84();
    for (Found& found : answer) {
        const Pair& place = places[found.rank];
        earth.Inverse(cell[0], cell[1], place[0], place[1], found.metres);
    }
    const auto nearer = [](const Found& a, const Found& b) { return a.metres < b.metres; };
    std::sort(answer.begin(), answer.end(), nearer);
}
#else
const std::string POINTS = "-plane";
constexpr size_t DIMENSIONS = 2;
using Point = Pair;

Point point_of(const Pair& metres) { return metres; }
void measure(const Pair&, const std::vector<Pair>&, Answer&) {}
#endif

struct Points {
    std::vector<Point> all;

    size_t kdtree_get_point_count() const { return all.size(); }
    double kdtree_get_pt(size_t rank, size_t axis) const { return all[rank][axis]; }
    template <class Box> bool kdtree_get_bbox(Box&) const { return false; }
};
using Metric = nanoflann::L2_Simple_Adaptor<double, Points>;
using Tree = nanoflann::KDTreeSingleIndexAdaptor<Metric, Points, DIMENSIONS, uint32_t>;

std::vector<Pair> read(const std::string& path) {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    std::vector<Pair> pairs(static_cast<size_t>(file.tellg()) / sizeof(Pair));
    file.seekg(0);
    file.read(reinterpret_cast<char*>(pairs.data()), pairs.size() * sizeof(Pair));
    return pairs;
}

Answer nearest(const Tree& tree, const Pair& cell, const std::vector<Pair>& places) {
    const Point point = point_of(cell);
    uint32_t ranks[NEAREST];
    double squares[NEAREST];
    tree.knnSearch(point.data(), NEAREST, ranks, squares);
    Answer answer;
    for (size_t i = 0; i < NEAREST; ++i) answer[i] = {std::sqrt(squares[i]), ranks[i]};
    measure(cell, places, answer);
    return answer;
}

std::vector<Answer> search(const Tree& tree, const std::vector<Pair>& cells,
                           const std::vector<Pair>& places) {
    std::vector<Answer> answers(cells.size());
    std::atomic<size_t> next{0};
    const auto work = [&] {
        for (size_t from; (from = next.fetch_add(STRIP)) < cells.size();) {
            const size_t to = std::min(from + STRIP, cells.size());
            for (size_t i = from; i < to; ++i) answers[i] = nearest(tree, cells[i], places);
        }
    };
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i)
        threads.emplace_back(work);
    for (std::thread& thread : threads) thread.join();
    return answers;
}

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

int main(int count, char** words) {
    if (count != 3) return 2;
    const std::string what = words[1], folder = words[2];
    const auto cells = read(folder + "/cells" + POINTS + ".f64");
    const auto places = read(folder + "/places" + POINTS + ".f64");
    auto start = std::chrono::steady_clock::now();
    Points points;
    for (const Pair& place : places) points.all.push_back(point_of(place));
    const Tree tree(DIMENSIONS, points);
    const double building = seconds_since(start);
    if (what == "read") {
        std::printf("%f 0\n", building);
        return 0;
    }
    start = std::chrono::steady_clock::now();
    const auto answers = search(tree, cells, places);
    std::printf("%f %f\n", building, seconds_since(start));
    if (what == "answer") {
        std::ofstream file(folder + "/answers.f64", std::ios::binary);
        for (const Answer& answer : answers)
            for (const Found& found : answer) {
                const Pair pair = {static_cast<double>(found.rank), found.metres};
                file.write(reinterpret_cast<const char*>(pair.data()), sizeof(pair));
            }
    }
}
